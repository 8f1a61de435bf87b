import { runInNewContext } from "node:vm";
import { brotliDecompressSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { pool } from "@/lib/db/client";
import { getWidgetPanel } from "@/lib/services/storefront/get-widget-panel";
import { getWidgetScript } from "@/lib/services/storefront/get-widget-script";
import { forgetActiveStore } from "@/lib/services/stores/active-store";
import { buildWidget } from "@/lib/widget/build.mjs";
import { type StorefrontApp, serveRoutes } from "./serve-routes";
import { createShop, type Shop } from "./shop";

let app: StorefrontApp;
let shop: Shop;

beforeAll(async () => {
  await buildWidget({ print: () => {} });
  app = await serveRoutes();
  shop = await createShop();
});
afterAll(() => app.stop());

const script = (query: string, headers: Record<string, string> = {}) =>
  fetch(`${app.url}/widget.js${query}`, { headers });

test("a storefront gets a complete script of plain ASCII that every page may load", async () => {
  const response = await script(`?store=${shop.hash}&channel=1`);
  const text = await response.text();
  expect(response.status).toBe(200);
  expect(response.headers.get("content-type")).toBe("text/javascript; charset=utf-8");
  expect(response.headers.get("access-control-allow-origin")).toBe("*");
  expect(response.headers.get("cross-origin-resource-policy")).toBe("cross-origin");
  expect(text).not.toContain("__LAUREL_CONFIG__");
  expect(text).toContain(`"store":"${shop.hash}","channel":1`);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the range is what ASCII is
  expect(text).toMatch(/^[\x00-\x7e]*$/);
  expect(() => runInNewContext(`() => {${text}}`)).not.toThrow();
});

test("the script never holds the client secret", async () => {
  expect(await (await script(`?store=${shop.hash}`)).text()).not.toContain("test-client-secret");
});

test("no cache may show it when it is older than five minutes, and asking again is answered 304", async () => {
  const first = await script(`?store=${shop.hash}`);
  const cacheControl = first.headers.get("cache-control") ?? "";
  const seconds = [...cacheControl.matchAll(/=(\d+)/g)].map(([, count]) => Number(count));
  expect(seconds.reduce((sum, count) => sum + count)).toBe(300);
  const again = await script(`?store=${shop.hash}`, { "if-none-match": first.headers.get("etag") ?? "" });
  expect(again.status).toBe(304);
});

test.each(["", "?store=", "?store=nosuchstore", "?store=../../etc", "?store=%3Cscript%3E"])(
  "the script for %j is empty, not an error",
  async (query) => {
    const response = await script(query);
    expect([response.status, await response.text()]).toEqual([200, ""]);
  },
);

test("an uninstalled store's script is empty, and a switched-off channel's too", async () => {
  const gone = await createShop();
  await pool().query("UPDATE stores SET status = 'uninstalled' WHERE id = $1", [gone.id]);
  const off = await createShop();
  await pool().query("UPDATE channels SET enabled = false WHERE store_id = $1", [off.id]);
  for (const { hash, id } of [gone, off]) {
    forgetActiveStore({ hash, id });
    expect(await (await script(`?store=${hash}&channel=1`)).text()).toBe("");
  }
});

test("a channel that is no number falls back to the default one", async () => {
  const text = await (await script(`?store=${shop.hash}&channel=1;alert(1)`)).text();
  expect(text).toContain('"channel":1,');
});

test("loader and panel leave in brotli, within their budgets", async () => {
  const accepting = (path: string) =>
    new Request(`${app.url}${path}`, { headers: { "accept-encoding": "gzip, br" } });
  const loader = await getWidgetScript(accepting(`/widget.js?store=${shop.hash}`));
  const loaderBytes = Buffer.from(await loader.arrayBuffer());
  expect(loader.headers.get("content-encoding")).toBe("br");
  expect(loaderBytes.length).toBeLessThanOrEqual(1300);
  const name = panelOf(brotliDecompressSync(loaderBytes).toString());
  const panel = await getWidgetPanel(accepting(name), name.replace("/widget/", ""));
  const panelBytes = Buffer.from(await panel.arrayBuffer());
  expect(panelBytes.length).toBeLessThanOrEqual(15_000);
  expect(brotliDecompressSync(panelBytes).toString()).toContain("dialog");
});

test("the panel is cached for ever under its own name, an older name gets it for a while, others are 404", async () => {
  const name = panelOf(await (await script(`?store=${shop.hash}`)).text());
  expect((await fetch(app.url + name)).headers.get("cache-control")).toContain("immutable");
  const older = await fetch(`${app.url}/widget/panel-0000000000.js`);
  expect([older.status, older.headers.get("cache-control")]).toEqual([200, "public, max-age=60"]);
  for (const other of ["manifest.json", "..%2F..%2Fpackage.json", "panel-x.js", "loader.js", "%00"]) {
    expect((await fetch(`${app.url}/widget/${other}`)).status).toBe(404);
  }
});

const panelOf = (loader: string) => /"panel":"([^"]+)"/.exec(loader)?.[1] ?? "";

import "./app-port";

import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { env } from "@/lib/env";
import { buildWidget } from "@/lib/widget/build.mjs";
import { type StorefrontApp, serveRoutes } from "@/test/api/storefront/serve-routes";
import { createShop, type Shop } from "@/test/api/storefront/shop";
import { type Sandbox, startSandbox } from "@/test/sandbox/start";
import { launchBrowser } from "@/test/support/browser";

const hash = "calloutshop";
let sandbox: Sandbox;
let app: StorefrontApp;
let shop: Shop;
let browser: Browser;

beforeAll(async () => {
  await buildWidget({ print: () => {} });
  const { APP_URL, BIGCOMMERCE_CLIENT_ID, BIGCOMMERCE_CLIENT_SECRET } = env();
  app = await serveRoutes(Number(new URL(APP_URL).port));
  sandbox = await startSandbox({
    app: { clientId: BIGCOMMERCE_CLIENT_ID, clientSecret: BIGCOMMERCE_CLIENT_SECRET, url: APP_URL },
    stores: [{ hash }],
    seed: "catalogue",
  });
  const origin = sandbox.origins.storefronts[`${hash}:1`];
  const first = {
    key: "first",
    name: "First order",
    startsAt: "2001-01-01T00:00",
    endsAt: "2099-01-01T00:00",
    firstOrderOnly: true,
    effect: { kind: "multiplier", multiplier: "2" },
  };
  const program = { earning: { orders: { rate: { points: 2, per: "1.00" } }, campaigns: [first] } };
  shop = await createShop({ hash, program, ...(origin ? { origin } : {}) });
  sandbox.store().issueToken();
  const document = {
    kind: "src",
    src: `${app.url}/widget.js?store=${hash}&channel=1`,
    load_method: "defer",
    location: "footer",
    visibility: "storefront",
    enabled: true,
    channel_id: 1,
  };
  sandbox.store().state.scripts.set("laurel", { uuid: "laurel", document } as never);
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser.close();
  await Promise.all([sandbox.stop(), app.stop()]);
});

async function visit(path: string): Promise<Page> {
  const page = await (await browser.newContext()).newPage();
  page.setDefaultTimeout(8000);
  app.requests.length = 0;
  await page.goto(shop.origin + path);
  return page;
}

const product = () => {
  const first = [...sandbox.store().state.products.values()][0];
  if (!first) throw new Error("no product");
  return first;
};
const pointsText = (price: string, quantity = 1) =>
  `${Math.floor(Number(price) * quantity * 2).toLocaleString("en")} Points`;

test("a product page says what the product earns, without the panel and without a layout shift", async () => {
  const page = await visit(`/products/${product().id}`);
  await page.getByText(`Earn ${pointsText(product().price)}`).waitFor();
  const shift = await page.evaluate(
    () =>
      new Promise<number>((done) => {
        let sum = 0;
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) sum += (entry as PerformanceEntry & { value: number }).value;
        }).observe({ type: "layout-shift", buffered: true });
        requestAnimationFrame(() => requestAnimationFrame(() => done(sum)));
      }),
  );
  expect(shift).toBe(0);
  expect(app.requests.filter((request) => request.includes("/widget/"))).toEqual([
    expect.stringMatching(/panel-\w+\.js\?points$/),
  ]);
});

test("a page without markers asks for nothing more than the loader", async () => {
  const page = await visit("/");
  await page.getByRole("button", { name: "Rewards", exact: true }).waitFor();
  expect(app.requests).toHaveLength(1);
});

test("the cart says what it earns as it is", async () => {
  const page = await visit(`/products/${product().id}`);
  await page.getByLabel("Quantity").fill("3");
  await page.getByRole("button", { name: "Add to cart" }).click();
  await page.getByText(`This cart earns ${pointsText(product().price, 3)}`).waitFor();
});

test("markers that come later, or change their price, are filled; many at once are one question", async () => {
  const page = await visit("/");
  await page.getByRole("button", { name: "Rewards", exact: true }).waitFor();
  await page.evaluate(() => {
    for (const price of ["10", "20", "30"]) {
      const marker = document.createElement("laurel-points");
      marker.setAttribute("product", "999");
      marker.setAttribute("price", price);
      document.body.append(marker);
    }
  });
  for (const points of [20, 40, 60]) await page.getByText(`Earn ${points} Points`).waitFor();
  expect(app.requests.filter((request) => request.includes("/callouts?"))).toHaveLength(1);
  await page.evaluate(() => document.querySelector("laurel-points")?.setAttribute("price", "50"));
  await page.getByText("Earn 100 Points").waitFor();
});

test("what earns nothing, and what cannot be told, stays empty and breaks nothing", async () => {
  const page = await visit("/");
  const problems: string[] = [];
  page.on("pageerror", (error) => problems.push(error.message));
  await page.evaluate(() => {
    for (const price of ["0", "<img onerror=alert(1)>", ""]) {
      const marker = document.createElement("laurel-points");
      marker.setAttribute("product", "999");
      marker.setAttribute("price", price);
      document.body.append(marker);
    }
  });
  await page.waitForResponse((response) => response.url().includes("/callouts?"));
  expect(await page.locator("laurel-points").allTextContents()).toEqual(["", "", ""]);
  expect(problems).toEqual([]);
});

test("somebody who signed in is told what they earn, a guest before and after what guests earn", async () => {
  const email = "ada@example.com";
  sandbox.store().addCustomer({ email });
  const page = await visit("/login.php");
  await page.request.post(`${shop.origin}/login.php`, { form: { email, password: "x" } });
  await page.goto(`${shop.origin}/products/${product().id}`);
  const guests = `Earn ${pointsText(product().price)}`;
  const theirs = `Earn ${pointsText(product().price, 2)}`;
  await page.getByText(guests, { exact: true }).waitFor();
  const questions = () =>
    app.requests.filter((request) => request.startsWith("GET /api/storefront/callouts?"));
  const [asGuest = ""] = questions();
  await page.getByRole("button", { name: "Rewards", exact: true }).click();
  await page.getByText(theirs, { exact: true }).waitFor();
  // Another address, so that no cache on the way confuses the two.
  expect(questions().at(-1)).toBe(`${asGuest}&personal=1`);
  await page.evaluate(() =>
    (window as never as { Laurel: { identify(nobody: null): Promise<void> } }).Laurel.identify(null),
  );
  await page.getByText(guests, { exact: true }).waitFor();
});

test("once a shopper's session is over the markers say what guests earn, not the number of before", async () => {
  const email = "grace@example.com";
  sandbox.store().addCustomer({ email });
  const page = await visit("/login.php");
  await page.request.post(`${shop.origin}/login.php`, { form: { email, password: "x" } });
  await page.goto(`${shop.origin}/products/${product().id}`);
  await page.getByRole("button", { name: "Rewards", exact: true }).click();
  await page.getByText(`Earn ${pointsText(product().price, 2)}`, { exact: true }).waitFor();
  const answers: number[] = [];
  page.on("response", (response) => {
    if (response.url().includes("personal=1")) answers.push(response.status());
  });
  await page.route("**/callouts?*personal=1*", (route) => {
    const headers = route.request().headers();
    return route.continue(
      "authorization" in headers ? { headers: { ...headers, authorization: "Bearer x.y.z" } } : {},
    );
  });
  await page.evaluate(() => document.querySelector("laurel-points")?.setAttribute("price", "50"));
  await page.getByText("Earn 100 Points", { exact: true }).waitFor();
  expect(answers).toContain(401);
});

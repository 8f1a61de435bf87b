import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { GET } from "@/app/api/storefront/account/route";
import { signShopperSession } from "@/lib/auth/shopper-session";
import { pool } from "@/lib/db/client";
import { forgetActiveStore } from "@/lib/services/stores/active-store";
import { findFreePort } from "@/lib/setup/postgres-process.mjs";
import { type InProcessApp, startInProcessApp } from "@/test/support/in-process-app";

/** The balance is answered by our HTTP server in production and by Next's route elsewhere: the same to a byte. */
const page = "https://shop.test";
let app: InProcessApp;
let bearer: string;
let storeId: bigint;

beforeAll(async () => {
  app = await startInProcessApp(await findFreePort(), {});
  const { rows } = await pool().query(
    `with s as (insert into stores (hash, updated_at) values ('lane1', now()) returning id),
          ch as (insert into channels (store_id, bc_channel_id, name, platform, status, origins, updated_at)
                 select id, 1, 'Shop', 'bigcommerce', 'active', array[$1], now() from s),
          c as (insert into customers (store_id, bc_customer_id, email, updated_at)
                select id, 7, 'a@x.test', now() from s returning id, store_id)
     select id, store_id from c`,
    [page],
  );
  storeId = BigInt(rows[0].store_id);
  bearer = (await signShopperSession({ storeId, customerId: BigInt(rows[0].id) })).token;
});
afterAll(() => app.stop());

async function both(
  headers: Record<string, string>,
): Promise<{ lane: object; route: object; tag: string | null }> {
  const requestId = { "x-request-id": "same-on-both" };
  const address = `${app.url}/api/storefront/account`;
  const lane = await fetch(address, { headers: { ...headers, ...requestId } });
  const route = await GET(new Request(address, { headers: { ...headers, ...requestId } }), {
    params: Promise.resolve({}),
  });
  return {
    lane: await describeAnswer(lane),
    route: await describeAnswer(route),
    tag: lane.headers.get("etag"),
  };
}

async function describeAnswer(answer: Response): Promise<object> {
  const headers = Object.fromEntries(answer.headers);
  for (const ofTheConnection of ["date", "connection", "keep-alive", "transfer-encoding", "content-length"]) {
    delete headers[ofTheConnection];
  }
  return { status: answer.status, headers, body: await answer.text() };
}

describe("the fast lane answers what the route answers", () => {
  test.each([
    ["a shopper on the store's page", () => ({ authorization: `Bearer ${bearer}`, origin: page }), 200],
    ["a call from no page", () => ({ authorization: `Bearer ${bearer}` }), 200],
    ["a foreign page", () => ({ authorization: `Bearer ${bearer}`, origin: "https://evil.test" }), 403],
    ["no bearer", () => ({ origin: page }), 401],
    ["a bearer that is not ours", () => ({ authorization: "Bearer x.y.z", origin: page }), 401],
  ])("%s", async (_what, headers, status) => {
    const { lane, route } = await both(headers());
    expect(lane).toEqual(route);
    expect(lane).toMatchObject({ status });
  });

  test("an unchanged balance is 304 without a body", async () => {
    const { tag } = await both({ authorization: `Bearer ${bearer}` });
    const { lane, route } = await both({ authorization: `Bearer ${bearer}`, "if-none-match": tag ?? "" });
    expect(lane).toEqual(route);
    expect(lane).toMatchObject({ status: 304, body: "" });
  });

  test("too many calls are told to the page, with when to come back", async () => {
    const { signShopperSession: sign } = await import("@/lib/auth/shopper-session");
    const busy = (await sign({ storeId, customerId: 999_999n })).token;
    const call = () =>
      fetch(`${app.url}/api/storefront/account`, {
        headers: { authorization: `Bearer ${busy}`, origin: page },
      });
    const answers = await Promise.all(Array.from({ length: 61 }, call));
    const refused = answers.find(({ status }) => status === 429);
    expect(Number(refused?.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(refused?.headers.get("access-control-allow-origin")).toBe(page);
  });

  test("an uninstalled store is 404 on both at once", async () => {
    await pool().query("update stores set status = 'uninstalled' where id = $1", [storeId]);
    forgetActiveStore({ hash: "lane1", id: storeId });
    const { lane, route } = await both({ authorization: `Bearer ${bearer}`, origin: page });
    expect(lane).toEqual(route);
    expect(lane).toMatchObject({ status: 404 });
  });
});

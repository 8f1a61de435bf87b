import { afterAll, beforeAll, expect, test } from "vitest";
import { signShopperSession } from "@/lib/auth/shopper-session";
import { pool } from "@/lib/db/client";
import { accountAnswer } from "@/lib/schemas/storefront/account";
import { type StorefrontApp, serveRoutes } from "./serve-routes";
import { createCustomer, createShop, givePoints, type Shop } from "./shop";
import { shopperClient } from "./shopper-client";

const path = "/api/storefront/account";
let app: StorefrontApp;
let shop: Shop;

beforeAll(async () => {
  app = await serveRoutes();
  shop = await createShop();
});
afterAll(() => app.stop());

test("a shopper sees the balance, pending and debt of their own account, in the API's names", async () => {
  const customerId = await createCustomer(shop, { bcCustomerId: 1 });
  await givePoints(shop, customerId, 120);
  const client = shopperClient(app.url, shop);
  const response = await client.get(path, await client.signIn(1));
  expect(response.status).toBe(200);
  const { customer } = accountAnswer.strict().parse(await response.json());
  expect(customer).toEqual({
    id: Number(customerId),
    first_name: "Ada",
    last_name: null,
    email: "ada@example.com",
    state: "member",
    date_of_birth: null,
    points_balance: 120,
    points_pending: 0,
    points_debt: 0,
    points_expiring: null,
    referral_url: null,
    vip_tier_id: null,
    vip_status: null,
    bigcommerce_customer_id: 1,
    created_at: expect.stringMatching(/^\d{4}-.*\.\d{3}Z$/),
    updated_at: expect.stringMatching(/^\d{4}-.*\.\d{3}Z$/),
  });
});

test("pending points stand beside the balance, a debt is a positive number", async () => {
  const pendingId = await createCustomer(shop, { bcCustomerId: 2 });
  await givePoints(shop, pendingId, 0, {
    entries: [
      { account: "customer:pending", amount: 40 },
      { account: "program:issued", amount: -40 },
    ],
  });
  const debtorId = await createCustomer(shop, { bcCustomerId: 3 });
  await givePoints(shop, debtorId, 0, {
    entries: [
      { account: "customer:debt", amount: -15 },
      { account: "program:reversed", amount: 15 },
    ],
  });
  const client = shopperClient(app.url, shop);
  const read = async (bcCustomerId: number) =>
    (await (await client.get(path, await client.signIn(bcCustomerId))).json()).customer;
  expect(await read(2)).toMatchObject({ points_balance: 0, points_pending: 40, points_debt: 0 });
  expect(await read(3)).toMatchObject({ points_balance: 0, points_pending: 0, points_debt: 15 });
});

test("an unchanged account answers 304 without a body, a changed one anew", async () => {
  const customerId = await createCustomer(shop, { bcCustomerId: 4 });
  const client = shopperClient(app.url, shop);
  const bearer = await client.signIn(4);
  const first = await client.get(path, bearer);
  const tag = first.headers.get("etag") ?? "";
  expect(first.headers.get("access-control-expose-headers")).toContain("etag");
  const again = await client.get(path, bearer, { "if-none-match": tag });
  expect(again.status).toBe(304);
  expect(await again.text()).toBe("");
  await givePoints(shop, customerId, 5);
  const changed = await client.get(path, bearer, { "if-none-match": tag });
  expect(changed.status).toBe(200);
  expect(changed.headers.get("etag")).not.toBe(tag);
});

test("points that came and went leave a new tag, so the history is looked at again", async () => {
  const customerId = await createCustomer(shop, { bcCustomerId: 5 });
  await givePoints(shop, customerId, 10);
  const client = shopperClient(app.url, shop);
  const bearer = await client.signIn(5);
  const tag = (await client.get(path, bearer)).headers.get("etag") ?? "";
  await givePoints(shop, customerId, 5);
  await givePoints(shop, customerId, -5);
  expect((await client.get(path, bearer, { "if-none-match": tag })).status).toBe(200);
});

test.each([
  ["nothing", {}],
  ["rubbish", { authorization: "Bearer abc.def.ghi" }],
  ["another scheme", { authorization: "Basic abc" }],
])("with %s as a bearer the answer is 401 session_expired", async (_what, headers) => {
  const response = await shopperClient(app.url, shop).call(path, {
    headers: headers as Record<string, string>,
  });
  expect(response.status).toBe(401);
  expect(await response.json()).toMatchObject({ code: "session_expired" });
});

test("a bearer shows nothing of another store, whatever ids it names", async () => {
  const other = await createShop();
  const customerId = await createCustomer(shop, { bcCustomerId: 6 });
  const { token } = await signShopperSession({ storeId: other.id, customerId });
  const response = await shopperClient(app.url, other).get(path, token);
  expect(response.status).toBe(401);
});

test("a bearer works on its own store's pages only", async () => {
  const other = await createShop();
  await createCustomer(shop, { bcCustomerId: 7 });
  const bearer = await shopperClient(app.url, shop).signIn(7);
  const response = await shopperClient(app.url, shop, { origin: other.origin }).get(path, bearer);
  expect(response.status).toBe(403);
});

test("after an uninstall a bearer that is still valid gets 404 store_not_installed", async () => {
  const gone = await createShop();
  const customerId = await createCustomer(gone, { bcCustomerId: 1 });
  await pool().query("UPDATE stores SET status = 'uninstalled' WHERE id = $1", [gone.id]);
  const { token } = await signShopperSession({ storeId: gone.id, customerId });
  const response = await shopperClient(app.url, gone).get(path, token);
  expect(response.status).toBe(404);
  expect(await response.json()).toMatchObject({ code: "store_not_installed" });
});

test("the 61st call of a customer within a minute is refused, other customers go on", async () => {
  await createCustomer(shop, { bcCustomerId: 8 });
  await createCustomer(shop, { bcCustomerId: 9 });
  const client = shopperClient(app.url, shop);
  const [eager, calm] = [await client.signIn(8), await client.signIn(9)];
  const statuses: number[] = [];
  for (let call = 0; call < 61; call++) statuses.push((await client.get(path, eager)).status);
  expect(statuses.filter((status) => status === 200)).toHaveLength(60);
  expect(statuses.at(-1)).toBe(429);
  expect((await client.get(path, calm)).status).toBe(200);
});

test("a preflight is answered for storefronts of active stores and allows what the widget sends", async () => {
  const headers = {
    "access-control-request-method": "GET",
    "access-control-request-headers": "authorization",
  };
  const known = await shopperClient(app.url, shop).call(path, { method: "OPTIONS", headers });
  expect(known.status).toBe(204);
  expect(known.headers.get("access-control-allow-origin")).toBe(shop.origin);
  expect(known.headers.get("access-control-allow-headers")).toContain("if-none-match");
  expect(known.headers.get("vary")).toContain("origin");
  const foreign = shopperClient(app.url, shop, { origin: "https://evil.example" });
  const unknown = await foreign.call(path, { method: "OPTIONS", headers });
  expect(unknown.headers.get("access-control-allow-origin")).toBeNull();
});

const say = async (bcCustomerId: number, body: unknown) => {
  const client = shopperClient(app.url, shop);
  return client.call(path, {
    method: "POST",
    headers: {
      authorization: `Bearer ${await client.signIn(bcCustomerId)}`,
      "content-type": "application/json",
    },
    body: JSON.stringify(body),
  });
};

test("a shopper tells their birthday, with or without the year, and sees it in the account", async () => {
  await createCustomer(shop, { bcCustomerId: 60 });
  for (const date of ["1990-02-28", "1004-02-29"]) {
    const response = await say(60, { date_of_birth: date });
    expect(response.status).toBe(200);
    expect((await response.json()).customer.date_of_birth).toBe(date);
  }
  const client = shopperClient(app.url, shop);
  const { customer } = await (await client.get(path, await client.signIn(60))).json();
  expect(customer.date_of_birth).toBe("1004-02-29");
});

test.each([
  ["a day that does not exist", { date_of_birth: "1990-02-30" }],
  ["a day to come", { date_of_birth: "2999-01-01" }],
  ["no date", { date_of_birth: "yesterday" }],
  ["a field that is not the shopper's to change", { date_of_birth: "1990-01-01", points_balance: 5 }],
  ["nothing", {}],
])("%s is refused as a birthday, and nothing is changed", async (_what, body) => {
  const customerId = await createCustomer(shop, { bcCustomerId: 61 + Math.floor(Math.random() * 1e6) });
  const { rows } = await pool().query("SELECT bc_customer_id FROM customers WHERE id = $1", [customerId]);
  const response = await say(Number(rows[0].bc_customer_id), body);
  expect(response.status).toBe(422);
  expect((await response.json()).code).toBe("validation_failed");
  const after = await pool().query("SELECT date_of_birth FROM customers WHERE id = $1", [customerId]);
  expect(after.rows).toEqual([{ date_of_birth: null }]);
});

import { afterAll, beforeAll, expect, test } from "vitest";
import { signShopperSession } from "@/lib/auth/shopper-session";
import { pool } from "@/lib/db/client";
import { shopperBearer } from "@/lib/schemas/storefront/session";
import { type StorefrontApp, serveRoutes } from "./serve-routes";
import { createCustomer, createShop, currentCustomerJwt, type Shop } from "./shop";
import { shopperClient } from "./shopper-client";

let app: StorefrontApp;
let shop: Shop;

beforeAll(async () => {
  app = await serveRoutes();
  shop = await createShop();
});
afterAll(() => app.stop());

const codeOf = async (response: Response) => ((await response.json()) as { code: string }).code;

test("a shopper BigCommerce vouches for gets a bearer of at most 15 minutes", async () => {
  await createCustomer(shop, { bcCustomerId: 101 });
  const response = await shopperClient(app.url, shop).openSession(await currentCustomerJwt(shop, 101));
  expect(response.status).toBe(200);
  expect(response.headers.get("cache-control")).toBe("no-store");
  expect(response.headers.get("access-control-allow-origin")).toBe(shop.origin);
  const bearer = shopperBearer.strict().parse(await response.json());
  const lifetime = Date.parse(bearer.expires_at) - Date.now();
  expect(lifetime).toBeGreaterThan(14 * 60_000);
  expect(lifetime).toBeLessThanOrEqual(15 * 60_000);
});

test("an unknown customer becomes a candidate at once, and their guest orders are looked for", async () => {
  const client = shopperClient(app.url, shop);
  const bearer = await client.signIn(202);
  const account = await (await client.get("/api/storefront/account", bearer)).json();
  expect(account.customer).toMatchObject({ state: "candidate", email: "ada@example.com", points_balance: 0 });
  const effects = await pool().query("SELECT name, data FROM effects WHERE store_id = $1", [shop.id]);
  expect(effects.rows).toContainEqual({
    name: "customer/identified",
    data: { storeId: String(shop.id), customerId: String(account.customer.id) },
  });
});

test("two first calls at the same time make one customer and one effect", async () => {
  const own = await createShop();
  const client = shopperClient(app.url, own);
  await Promise.all(Array.from({ length: 6 }, () => client.signIn(7)));
  const customers = await pool().query("SELECT id FROM customers WHERE store_id = $1", [own.id]);
  const effects = await pool().query("SELECT key FROM effects WHERE store_id = $1", [own.id]);
  expect(customers.rowCount).toBe(1);
  expect(effects.rowCount).toBe(1);
});

test.each([
  ["signed with another secret", (hash: string) => currentCustomerJwt({ hash }, 1, {}, "another-secret")],
  ["a load token", (hash: string) => currentCustomerJwt({ hash }, 1, { operation: "load" })],
  ["for another app", (hash: string) => currentCustomerJwt({ hash }, 1, { aud: "someone-else" })],
  ["of another issuer", (hash: string) => currentCustomerJwt({ hash }, 1, { iss: "bc" })],
  [
    "of a store that contradicts itself",
    (hash: string) => currentCustomerJwt({ hash }, 1, { store_hash: "zzz" }),
  ],
  ["of a load subject", (hash: string) => currentCustomerJwt({ hash }, 1, { sub: `stores/${hash}` })],
  [
    "expired",
    (hash: string) => {
      const then = Math.floor(Date.now() / 1000) - 1800;
      return currentCustomerJwt({ hash }, 1, { iat: then, exp: then + 900 });
    },
  ],
  [
    "valid for a day",
    (hash: string) => {
      const now = Math.floor(Date.now() / 1000);
      return currentCustomerJwt({ hash }, 1, { iat: now, exp: now + 86_400 });
    },
  ],
  ["without a customer", (hash: string) => currentCustomerJwt({ hash }, 1, { customer: null })],
  ["no token at all", async () => "not-a-token"],
])("a token %s is refused with 401", async (_what, makeToken) => {
  const response = await shopperClient(app.url, shop).openSession(await makeToken(shop.hash));
  expect(response.status).toBe(401);
  expect(response.headers.get("content-type")).toContain("application/problem+json");
  expect(await codeOf(response)).toBe("unauthorized");
});

test("our own shopper bearer is not a Current Customer token", async () => {
  const { token } = await signShopperSession({ storeId: shop.id, customerId: 1n });
  expect((await shopperClient(app.url, shop).openSession(token)).status).toBe(401);
});

test("a token of one store opens no session in another", async () => {
  const other = await createShop();
  const token = await currentCustomerJwt(shop, 101);
  expect((await shopperClient(app.url, other).openSession(token, other.hash)).status).toBe(401);
});

test("a page of another store is turned away, even with a valid token", async () => {
  const other = await createShop();
  const client = shopperClient(app.url, shop, { origin: other.origin });
  const response = await client.openSession(await currentCustomerJwt(shop, 101));
  expect(response.status).toBe(403);
  expect(await codeOf(response)).toBe("origin_not_allowed");
});

test("an unknown page cannot even read the refusal", async () => {
  const client = shopperClient(app.url, shop, { origin: "https://evil.example" });
  const response = await client.openSession(await currentCustomerJwt(shop, 101));
  expect(response.status).toBe(403);
  expect(response.headers.get("access-control-allow-origin")).toBeNull();
});

test("an uninstalled store has no sessions", async () => {
  const gone = await createShop();
  await pool().query("UPDATE stores SET status = 'uninstalled' WHERE id = $1", [gone.id]);
  const response = await shopperClient(app.url, gone).openSession(await currentCustomerJwt(gone, 5));
  expect(response.status).toBe(404);
  expect(await codeOf(response)).toBe("store_not_installed");
});

test("the eleventh session of a customer within a minute is refused with the time to wait", async () => {
  await createCustomer(shop, { bcCustomerId: 909 });
  const client = shopperClient(app.url, shop);
  const token = await currentCustomerJwt(shop, 909);
  for (let call = 0; call < 10; call++) expect((await client.openSession(token)).status).toBe(200);
  const refused = await client.openSession(token);
  expect(refused.status).toBe(429);
  expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
  expect(refused.headers.get("access-control-expose-headers")).toContain("retry-after");
});

test.each([
  ["malformed JSON", "{", "application/json", 400],
  ["no fields", "{}", "application/json", 422],
])("%s is refused", async (_what, body, contentType, status) => {
  const response = await shopperClient(app.url, shop).call("/api/storefront/session", {
    method: "POST",
    headers: { "content-type": contentType },
    body,
  });
  expect(response.status).toBe(status);
});

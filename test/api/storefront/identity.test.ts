import { SignJWT } from "jose";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { pool } from "@/lib/db/client";
import {
  getIdentitySecretState,
  revokeIdentitySecret,
  rotateIdentitySecret,
} from "@/lib/services/storefront/identity-secret";
import { type StorefrontApp, serveRoutes } from "./serve-routes";
import { createCustomer, createShop, type Shop } from "./shop";
import { shopperClient } from "./shopper-client";

let app: StorefrontApp;
let shop: Shop;
let secret: string;
let ids = 0;
beforeAll(async () => {
  app = await serveRoutes();
});
beforeEach(async () => {
  shop = await createShop();
  ({ secret } = await rotateIdentitySecret(shop, new Date()));
});
afterAll(() => app.stop());

const seconds = () => Math.floor(Date.now() / 1000);

/** As a merchant's server signs it; `claims` overrides, undefined leaves a claim out. */
function sign(claims: Record<string, unknown> = {}, key = secret, header: Record<string, unknown> = {}) {
  const all = {
    iss: shop.hash,
    aud: "laurel",
    sub: "71",
    iat: seconds(),
    exp: seconds() + 300,
    jti: `token-${++ids}-${Math.random()}`,
    ...claims,
  };
  const payload = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
  return new SignJWT(payload)
    .setProtectedHeader({ alg: "HS256", ...header })
    .sign(new TextEncoder().encode(key));
}

function exchange(identity: string, store = shop.hash, origin = shop.origin) {
  return shopperClient(app.url, shop, { origin }).call("/api/storefront/session", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ store, identity }),
  });
}

async function whoIs(response: Response): Promise<number | null> {
  const { token } = (await response.json()) as { token: string };
  const account = await shopperClient(app.url, shop).get("/api/storefront/account", token);
  const { customer } = (await account.json()) as { customer: { bigcommerce_customer_id: number } };
  return customer.bigcommerce_customer_id;
}

describe("a token of the merchant's server opens a session", () => {
  test("for a known customer by id, and for one Laurel has never heard of", async () => {
    await createCustomer(shop, { bcCustomerId: 71 });
    expect(await whoIs(await exchange(await sign()))).toBe(71);
    expect(await whoIs(await exchange(await sign({ sub: "72", email: "New@Example.com" })))).toBe(72);
  });

  test("by e-mail for a customer there is exactly one of; a stranger's e-mail is 401", async () => {
    await createCustomer(shop, { bcCustomerId: 73, email: "ada@example.com" });
    expect(await whoIs(await exchange(await sign({ sub: undefined, email: "Ada@Example.com" })))).toBe(73);
    expect((await exchange(await sign({ sub: undefined, email: "x@example.com" }))).status).toBe(401);
  });

  test("also with the secret before, for a day after a rotation, and never after it was revoked", async () => {
    await createCustomer(shop, { bcCustomerId: 71 });
    const old = secret;
    ({ secret } = await rotateIdentitySecret(shop, new Date()));
    expect((await exchange(await sign({}, old))).status).toBe(200);
    expect((await exchange(await sign())).status).toBe(200);
    await pool().query(
      "UPDATE stores SET previous_identity_secret_valid_until = now() - interval '1 second' WHERE id = $1",
      [shop.id],
    );
    expect((await exchange(await sign({}, old))).status).toBe(401);
    await revokeIdentitySecret(shop.id);
    expect((await exchange(await sign())).status).toBe(401);
    expect(await getIdentitySecretState(shop.id, new Date())).toEqual({
      setAt: null,
      previousValidUntil: null,
    });
  });

  test("five times at most: the sixth use is refused", async () => {
    await createCustomer(shop, { bcCustomerId: 71 });
    const token = await sign();
    const statuses: number[] = [];
    for (let time = 0; time < 6; time++) statuses.push((await exchange(token)).status);
    expect(statuses).toEqual([200, 200, 200, 200, 200, 401]);
  });
});

describe("a hostile token is 401 and makes nobody", () => {
  const hostile: [string, () => Promise<string>][] = [
    ["unsigned (alg none)", async () => unsigned()],
    ["signed with another algorithm", () => sign({}, secret, { alg: "HS512" })],
    ["signed with another key", () => sign({}, "lis_another-secret-of-nobody-at-all")],
    ["with an empty signature", async () => `${(await sign()).split(".").slice(0, 2).join(".")}.`],
    ["expired", () => sign({ iat: seconds() - 600, exp: seconds() - 120 })],
    ["issued in the future", () => sign({ iat: seconds() + 300, exp: seconds() + 600 })],
    ["longer than 15 minutes", () => sign({ exp: seconds() + 3600 })],
    ["old but not expired", () => sign({ iat: seconds() - 1200, exp: seconds() + 60 })],
    ["without an end", () => sign({ exp: undefined })],
    ["without a beginning", () => sign({ iat: undefined })],
    ["without a jti", () => sign({ jti: undefined })],
    ["with a jti of one letter", () => sign({ jti: "x" })],
    ["for nobody", () => sign({ sub: undefined })],
    ["for a customer that is no number", () => sign({ sub: "71 OR 1=1" })],
    ["for customer 0", () => sign({ sub: "0" })],
    ["for another audience", () => sign({ aud: "laurel/storefront" })],
    ["of another store", () => sign({ iss: "otherstore" })],
    ["that is no token", async () => "x.y.z"],
  ];
  test.each(hostile)("%s", async (_what, make) => {
    const response = await exchange(await make());
    expect(response.status).toBe(401);
    const { rows } = await pool().query("SELECT count(*)::int AS count FROM customers WHERE store_id = $1", [
      shop.id,
    ]);
    expect(rows[0].count).toBe(0);
  });

  test("of another store, with that store's own secret", async () => {
    const other = await createShop();
    const { secret: theirs } = await rotateIdentitySecret(other, new Date());
    expect((await exchange(await sign({ iss: other.hash }, theirs))).status).toBe(401);
    expect((await exchange(await sign({}, theirs))).status).toBe(401);
  });

  test("a good one from a page that is not the store's is 403, for an unknown store 404", async () => {
    expect((await exchange(await sign(), shop.hash, "https://evil.test")).status).toBe(403);
    expect((await exchange(await sign(), "nosuchstore")).status).toBe(404);
  });

  test("an identity token does not pass as the storefront's own, nor as a bearer", async () => {
    const client = shopperClient(app.url, shop);
    expect((await client.openSession(await sign())).status).toBe(401);
    expect((await client.get("/api/storefront/account", await sign())).status).toBe(401);
  });
});

test("the secret is encrypted at rest and told only when it is made", async () => {
  const { rows } = await pool().query("SELECT identity_secret_encrypted AS kept FROM stores WHERE id = $1", [
    shop.id,
  ]);
  expect(rows[0].kept).toMatch(/^v1\./);
  expect(rows[0].kept).not.toContain(secret);
  expect(JSON.stringify(await getIdentitySecretState(shop.id, new Date()))).not.toContain(secret);
});

function unsigned(): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const claims = {
    iss: shop.hash,
    aud: "laurel",
    sub: "71",
    iat: seconds(),
    exp: seconds() + 60,
    jti: "12345678",
  };
  return `${part({ alg: "none" })}.${part(claims)}.`;
}

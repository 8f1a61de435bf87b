import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { pool } from "@/lib/db/client";
import { type StorefrontApp, serveRoutes } from "./serve-routes";
import { createCustomer, createShop, type Shop } from "./shop";
import { shopperClient } from "./shopper-client";

let app: StorefrontApp;
beforeAll(async () => {
  app = await serveRoutes();
});
afterAll(() => app.stop());

const program = (orders: object, campaigns: object[] = []) => ({ earning: { orders, campaigns } });

type Answer = {
  products: { product_id: number; points: number }[];
  cart: { points: number } | null;
  texts: Record<string, unknown>;
};

async function ask(shop: Shop, query: Record<string, string>): Promise<Answer> {
  const search = new URLSearchParams({ store: shop.hash, ...query });
  const response = await shopperClient(app.url, shop).call(`/api/storefront/callouts?${search}`);
  expect(response.status).toBe(200);
  return response.json() as Promise<Answer>;
}

const pointsOf = async (shop: Shop, products: string, more: Record<string, string> = {}) =>
  (await ask(shop, { products, ...more })).products.map(({ points }) => points);

describe("what a product earns is what an order of it would earn", () => {
  test("at the store's rate, rounded as the program rounds, in the order asked", async () => {
    const shop = await createShop({ program: program({ rate: { points: 3, per: "2.00" } }) });
    // 19.99 × 3/2 = 29.985 → 29; 5 × 3/2 = 7.5 → 7
    expect(await pointsOf(shop, "77:19.99,78:5")).toEqual([29, 7]);
  });

  test("without tax when tax does not earn, with it when it does", async () => {
    const products = "77:24.00:20.00";
    expect(await pointsOf(await createShop({ program: program({}) }), products)).toEqual([20]);
    const taxed = await createShop({ program: program({ base: { tax: true } }) });
    expect(await pointsOf(taxed, products)).toEqual([24]);
  });

  test("nothing when it is excluded by product, category or brand", async () => {
    const shop = await createShop({
      program: program({ exclude: { productIds: [1], categoryIds: [20], brandIds: [300] } }),
    });
    for (const [id, category, brand] of [
      [1, 9, 9],
      [2, 20, 9],
      [3, 9, 300],
      [4, 9, 9],
    ]) {
      await pool().query(
        "INSERT INTO catalog_products (store_id, bc_product_id, category_ids, brand_id, fetched_at) VALUES ($1, $2, ARRAY[$3::bigint], $4, now())",
        [shop.id, id, category, brand],
      );
    }
    expect(await pointsOf(shop, "1:10,2:10,3:10,4:10")).toEqual([0, 0, 0, 10]);
  });

  test("more while a campaign runs, not before and not after", async () => {
    const campaign = (key: string, startsAt: string, endsAt: string) => ({
      key,
      name: key,
      startsAt,
      endsAt,
      effect: { kind: "multiplier", multiplier: "3" },
    });
    const shop = await createShop({
      program: program({}, [
        campaign("over", "2001-01-01T00:00", "2001-02-01T00:00"),
        campaign("now", "2001-01-01T00:00", "2099-01-01T00:00"),
      ]),
    });
    expect(await pointsOf(shop, "77:10")).toEqual([30]);
  });

  test("by the rate of the page's currency, with that currency's decimals", async () => {
    const shop = await createShop({
      program: program({ rates: { JPY: { points: 1, per: "100" }, KWD: { points: 10, per: "1" } } }),
    });
    expect(await pointsOf(shop, "77:1250", { currency: "JPY" })).toEqual([12]);
    expect(await pointsOf(shop, "77:1.999", { currency: "KWD" })).toEqual([19]);
    expect(await pointsOf(shop, "77:12.50")).toEqual([12]);
  });

  test("nothing below the smallest order, before the first publish, or where orders do not earn", async () => {
    const minimum = await createShop({ program: program({ minimum: "50.00" }) });
    expect(await pointsOf(minimum, "77:49.99,78:50")).toEqual([0, 50]);
    expect(await pointsOf(await createShop({ published: false }), "77:10")).toEqual([0]);
    expect(await pointsOf(await createShop({ program: program({ enabled: false }) }), "77:10")).toEqual([0]);
  });
});

describe("a cart is judged as one order", () => {
  test("rounded once, after what was taken off the whole cart", async () => {
    const shop = await createShop({ program: program({ rate: { points: 1, per: "10.00" } }) });
    const cart = "77:1:9.99,78:2:10.01";
    expect((await ask(shop, { cart })).cart).toEqual({ points: 2 });
    expect((await ask(shop, { cart, paid: "19.99" })).cart).toEqual({ points: 1 });
  });

  test("with the tax of the checkout where prices and program stand on different sides of it", async () => {
    const without = await createShop({ program: program({}) });
    // 120 with tax, of which 20 on the goods (24 on goods and 24 of delivery together).
    const query = { cart: "77:1:120", tax: "24", shipping: "24", tax_included: "true" };
    expect((await ask(without, query)).cart).toEqual({ points: 100 });
    const taxed = await createShop({ program: program({ base: { tax: true } }) });
    expect((await ask(taxed, { cart: "77:1:100", tax: "20" })).cart).toEqual({ points: 120 });
  });
});

describe("for a shopper who is signed in", () => {
  const path = (shop: Shop, more = "") =>
    `/api/storefront/callouts?store=${shop.hash}&products=77:10&personal=1${more}`;
  const first = {
    key: "first",
    name: "First order",
    startsAt: "2001-01-01T00:00",
    endsAt: "2099-01-01T00:00",
    firstOrderOnly: true,
    effect: { kind: "multiplier", multiplier: "2" },
  };
  const firstOrders = () => createShop({ program: program({ exclude: { customerGroupIds: [7] } }, [first]) });

  test("it is theirs: computed for them, kept by no cache, and apart from what guests are told", async () => {
    const shop = await firstOrders();
    await createCustomer(shop, { bcCustomerId: 5 });
    const client = shopperClient(app.url, shop);
    const response = await client.get(path(shop), await client.signIn(5));
    expect(response.status).toBe(200);
    expect(((await response.json()) as Answer).products).toEqual([{ product_id: 77, points: 20 }]);
    expect(response.headers.get("cache-control")).toBe("private, no-store");
    expect(response.headers.get("vary")?.split(", ")).toEqual(
      expect.arrayContaining(["origin", "authorization"]),
    );
    const guest = await client.call(`/api/storefront/callouts?store=${shop.hash}&products=77:10`);
    expect(((await guest.json()) as Answer).products).toEqual([{ product_id: 77, points: 10 }]);
    expect(guest.headers.get("cache-control")).toContain("public");
    expect(guest.headers.get("vary")).toContain("authorization");
  });

  test("asked at their address without a bearer, it is a guest's answer that no cache may keep", async () => {
    const shop = await firstOrders();
    const response = await shopperClient(app.url, shop).call(path(shop));
    expect(((await response.json()) as Answer).products).toEqual([{ product_id: 77, points: 10 }]);
    expect(response.headers.get("cache-control")).toBe("private, no-store");
  });

  test("an excluded group and an excluded customer earn nothing", async () => {
    const shop = await firstOrders();
    const ids = [
      await createCustomer(shop, { bcCustomerId: 6 }),
      await createCustomer(shop, { bcCustomerId: 7 }),
    ];
    await pool().query("UPDATE customers SET bc_group_id = 7 WHERE id = $1", [ids[0]]);
    await pool().query("UPDATE customers SET state = 'disabled' WHERE id = $1", [ids[1]]);
    const client = shopperClient(app.url, shop);
    for (const bcCustomerId of [6, 7]) {
      const response = await client.get(path(shop), await client.signIn(bcCustomerId));
      expect(((await response.json()) as Answer).products).toEqual([{ product_id: 77, points: 0 }]);
    }
  });

  test("a bearer that is over, another store's or nobody's any more is 401, never a guest's answer", async () => {
    const [shop, other] = [await firstOrders(), await firstOrders()];
    const gone = await createCustomer(shop, { bcCustomerId: 8 });
    await createCustomer(other, { bcCustomerId: 8 });
    const client = shopperClient(app.url, shop);
    expect((await client.get(path(shop), "x.y.z")).status).toBe(401);
    expect((await client.get(path(shop), "not a bearer")).status).toBe(401);
    const foreign = await shopperClient(app.url, other).signIn(8);
    expect((await shopperClient(app.url, shop, { origin: null }).get(path(shop), foreign)).status).toBe(401);
    const bearer = await client.signIn(8);
    await pool().query("DELETE FROM customer_balances WHERE customer_id = $1", [gone]);
    await pool().query("DELETE FROM customers WHERE id = $1", [gone]);
    const response = await client.get(path(shop), bearer);
    expect(response.status).toBe(401);
    expect(response.headers.get("cache-control")).not.toContain("public");
  });
});

describe("the address", () => {
  test("may be held by caches, and tells its words in the page's language", async () => {
    const shop = await createShop();
    const response = await shopperClient(app.url, shop).call(
      `/api/storefront/callouts?store=${shop.hash}&products=77:1`,
    );
    expect(response.headers.get("cache-control")).toContain("public");
    expect(response.headers.get("etag")).toBeTruthy();
    expect((await ask(shop, { products: "77:1" })).texts).toMatchObject({ calloutProduct: "Earn {amount}" });
  });

  test.each([
    ["products", "77"],
    ["products", "77:-1"],
    ["products", "77:1e9"],
    ["products", Array.from({ length: 51 }, (_, id) => `${id + 1}:1`).join()],
    ["cart", "77:0:1"],
    ["currency", "usd"],
    ["paid", "abc"],
  ])("refuses %s=%s with 422", async (name, value) => {
    const shop = await createShop();
    const search = new URLSearchParams({ store: shop.hash, [name]: value });
    const response = await shopperClient(app.url, shop).call(`/api/storefront/callouts?${search}`);
    expect(response.status).toBe(422);
  });

  test("is closed to pages of other stores, and 404 for stores without Laurel", async () => {
    const shop = await createShop();
    const path = `/api/storefront/callouts?store=${shop.hash}&products=77:1`;
    const foreign = await shopperClient(app.url, shop, { origin: "https://evil.test" }).call(path);
    expect(foreign.status).toBe(403);
    const unknown = await shopperClient(app.url, shop).call(
      "/api/storefront/callouts?store=nosuch&products=77:1",
    );
    expect(unknown.status).toBe(404);
  });
});

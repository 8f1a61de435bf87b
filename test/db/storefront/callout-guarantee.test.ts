import { afterAll, expect, test, vi } from "vitest";
import { readCart } from "@/components/widget/callouts/read-cart";
import { calloutsQuery } from "@/lib/schemas/storefront/callouts";
import { syncOrders } from "@/lib/services/orders/sync-orders";
import { publishProgram } from "@/lib/services/program/publish-program";
import { getCallouts } from "@/lib/services/storefront/get-callouts";
import { openShop, pointsOf } from "@/test/db/backfill/shop";

const sandbox = await vi.hoisted(async () => {
  const { startSandbox } = await import("@/test/sandbox/start");
  const started = await startSandbox({ stores: [], webhooks: { paused: true } });
  process.env.BIGCOMMERCE_API_URL = started.url;
  return started;
});
afterAll(() => sandbox.stop());

const prices: [id: number, price: string, category: number, brand: number][] = [
  [501, "19.99", 31, 41],
  [502, "7.45", 32, 42],
  [503, "123.10", 33, 43],
];
const cart: [productId: number, quantity: number][] = [
  [501, 3],
  [502, 2],
  [503, 1],
];
const sinceLongAgo = { startsAt: "2001-01-01T00:00", endsAt: "2099-01-01T00:00" };

/** A browser on the shop: its cookies, its own origin. */
function browse(origin: string) {
  let cookie = "";
  const go = async (path: string, init: RequestInit = {}) => {
    const response = await fetch(origin + path, {
      redirect: "manual",
      ...init,
      headers: { ...init.headers, cookie },
    });
    cookie = response.headers.get("set-cookie")?.split(";")[0] ?? cookie;
    return response;
  };
  const submit = (path: string, form: Record<string, string>) =>
    go(path, { method: "POST", body: new URLSearchParams(form) });
  return { submit, page: ((path: string, init?: RequestInit) => go(path, init)) as typeof fetch };
}

/**
 * The cart that the shopper sees is called out, then ordered as it is, paid, completed and awarded by the ordinary way.
 * Expected numbers: 3 × 19.99 + 2 × 7.45 + 123.10 = 197.97.
 */
test.each([
  ["a plain rate", {}, [], 197],
  ["a fraction rounded up", { rate: { points: 3, per: "7.00" } }, [], 85],
  ["an excluded product", { exclude: { productIds: [503] } }, [], 74],
  ["an excluded category and brand", { exclude: { categoryIds: [31], brandIds: [42] } }, [], 123],
  [
    "two campaigns, one of them for a product",
    {},
    [
      { key: "double", name: "Double", ...sinceLongAgo, effect: { kind: "multiplier", multiplier: "2" } },
      {
        key: "fern",
        name: "Fern",
        ...sinceLongAgo,
        productIds: [502],
        effect: { kind: "bonus", points: 25 },
      },
    ],
    419,
  ],
  [
    "a campaign for a category",
    {},
    [
      {
        key: "cat",
        name: "Cat",
        ...sinceLongAgo,
        categoryIds: [33],
        effect: { kind: "multiplier", multiplier: "1.5" },
      },
    ],
    258,
  ],
  ["tax that earns", { base: { tax: true } }, [], null],
  ["a minimum just reached", { minimum: "197.97" }, [], 197],
  ["a minimum just missed", { minimum: "197.98" }, [], 0],
  ["a rate of the currency's own", { rates: { USD: { points: 7, per: "1.00" } } }, [], 1385],
])("a cart earns what its call-out said: %s", async (what, orders, campaigns, expected) => {
  const shop = await openShop(sandbox);
  const rounding = what.includes("rounded up") ? "up" : "down";
  const now = new Date();
  await publishProgram({
    storeId: shop.storeId,
    document: { points: { rounding }, earning: { orders: { ...orders, awardStatuses: [10] }, campaigns } },
    now,
  });
  for (const [id, price, category, brandId] of prices) {
    const product = {
      id,
      name: `P${id}`,
      sku: `P${id}`,
      type: "physical",
      price,
      description: "",
      art: "fern",
    };
    shop.at.state.categories.set(category, `Category ${category}`);
    shop.at.state.products.set(id, { ...product, categories: [category], brandId, modifiedAt: 0 } as never);
  }
  const { submit, page } = browse(shop.at.storefrontUrl());
  await submit("/login.php", { email: "anna@example.com", password: "x" });
  for (const [id, quantity] of cart) {
    await submit("/cart.php?action=add", { product_id: String(id), qty: String(quantity) });
  }
  const query = await readCart(page);
  const answer = await getCallouts(shop.storeId, calloutsQuery.parse({ store: shop.at.hash, ...query }), now);
  await submit("/checkout", { name: "Anna", street: "1 Lane" });
  const order = [...shop.at.state.orders.values()].at(-1);
  if (!order) throw new Error("nothing was ordered");
  shop.at.setStatus(order.id, 10);
  await syncOrders({ storeId: shop.storeId, orderIds: [order.id], now: new Date() });
  expect(answer.cart?.points).toBe(await pointsOf(shop.storeId));
  if (expected !== null) expect(answer.cart?.points).toBe(expected);
});

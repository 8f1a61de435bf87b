import { afterAll, expect, test, vi } from "vitest";
import { readCart } from "@/components/widget/callouts/read-cart";
import { pool } from "@/lib/db/client";
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
  const shop = await openWith({
    points: { rounding: what.includes("rounded up") ? "up" : "down" },
    earning: { orders: { ...orders, awardStatuses: [10] }, campaigns },
  });
  const { told, awarded } = await callOutAndOrder(shop);
  expect(told).toBe(awarded);
  if (expected !== null) expect(told).toBe(expected);
});

const thrice = {
  key: "first",
  name: "First order",
  ...sinceLongAgo,
  firstOrderOnly: true,
  effect: { kind: "multiplier", multiplier: "3" },
};

test.each([
  ["the first order of somebody in no group", {}, { guest: 197, member: 592 }],
  ["an order after another one", { hasOrdered: true }, { guest: 197, member: 197 }],
  ["the first order of somebody in a group like any other", { group: 5 }, { guest: 197, member: 592 }],
  ["an order of somebody in an excluded group", { group: 7 }, { guest: 197, member: 0 }],
  ["an order of somebody who is excluded", { state: "disabled" }, { guest: 197, member: 0 }],
] as [string, Anna, { guest: number; member: number }][])(
  "a shopper who is signed in earns what they were called out, whatever guests are: %s",
  async (_, anna, expected) => {
    const shop = await openWith({
      earning: {
        orders: { awardStatuses: [10], exclude: { customerGroupIds: [7] } },
        campaigns: [thrice],
      },
    });
    const customerId = await signUp(shop, anna);
    const before = await pointsOf(shop.storeId);
    const { told, awarded, toldGuests } = await callOutAndOrder(shop, customerId);
    expect({ guest: toldGuests, member: told }).toEqual(expected);
    expect(awarded - before).toBe(told);
  },
);

type Shop = Awaited<ReturnType<typeof openShop>>;
type Anna = { group?: number; state?: "disabled"; hasOrdered?: boolean };

async function openWith(document: object): Promise<Shop> {
  const shop = await openShop(sandbox);
  await publishProgram({ storeId: shop.storeId, document, now: new Date() });
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
  return shop;
}

/** Anna as we know her before she orders; our id. */
async function signUp({ storeId, at, customers }: Shop, anna: Anna): Promise<bigint> {
  const [bcCustomerId = 0] = customers;
  const { rows } = await pool().query(
    `INSERT INTO customers (store_id, bc_customer_id, email, bc_group_id, state, updated_at)
     VALUES ($1, $2, 'anna@example.com', $3, $4, now()) RETURNING id`,
    [storeId, bcCustomerId, anna.group ?? null, anna.state ?? "member"],
  );
  if (anna.hasOrdered) {
    const lines = [{ name: "Mug", price: "10.00", quantity: 1 }];
    const orderIds = at.placeOrders(1, () => ({ customerId: bcCustomerId, lines, quiet: true }));
    await syncOrders({ storeId, orderIds, now: new Date() });
  }
  return BigInt(rows[0].id);
}

/** The cart as the shop shows it, asked about for guests and for `customerId`, then ordered, paid and completed. */
async function callOutAndOrder({ storeId, at }: Shop, customerId: bigint | null = null) {
  const { submit, page } = browse(at.storefrontUrl());
  await submit("/login.php", { email: "anna@example.com", password: "x" });
  for (const [id, quantity] of cart) {
    await submit("/cart.php?action=add", { product_id: String(id), qty: String(quantity) });
  }
  const query = calloutsQuery.parse({ store: at.hash, ...(await readCart(page)) });
  const ask = async (who: bigint | null) =>
    (await getCallouts(storeId, { ...query, customerId: who }, new Date())).cart?.points;
  const [told, toldGuests] = [await ask(customerId), await ask(null)];
  await submit("/checkout", { name: "Anna", street: "1 Lane" });
  const order = [...at.state.orders.values()].at(-1);
  if (!order) throw new Error("nothing was ordered");
  at.setStatus(order.id, 10);
  await syncOrders({ storeId, orderIds: [order.id], now: new Date() });
  return { told, toldGuests, awarded: await pointsOf(storeId) };
}

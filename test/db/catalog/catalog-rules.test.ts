import { afterAll, expect, test, vi } from "vitest";
import { db } from "@/lib/db/client";
import { applyOrderFacts } from "@/lib/services/orders/apply-order-facts";
import { sweepOrders } from "@/lib/services/orders/sweep-orders";
import { syncOrders } from "@/lib/services/orders/sync-orders";
import { publishProgram } from "@/lib/services/program/publish-program";
import { now, openShop, pointsOf, publish, runImport } from "@/test/db/backfill/shop";
import { orderFacts } from "@/test/factories/order-facts";

const sandbox = await vi.hoisted(async () => {
  const { startSandbox } = await import("@/test/sandbox/start");
  const started = await startSandbox({ stores: [], webhooks: { paused: true } });
  process.env.BIGCOMMERCE_API_URL = started.url;
  return started;
});
afterAll(() => sandbox.stop());

const catalogCalls = () => sandbox.admin.requests().filter(({ path }) => path.includes("/catalog/"));
const nextDay = new Date(now.getTime() + 86_400_001);

/** A shop with a product of category 31 and brand 41 (dear) and one of neither (plain), 10.00 each. */
async function openShopWithProducts(earning: object) {
  const shop = await openShop(sandbox, earning);
  const product = (id: number, categories: number[], brandId: number) => {
    const base = {
      id,
      name: `Product ${id}`,
      sku: `P${id}`,
      type: "physical",
      price: "10.00",
      description: "",
    };
    shop.at.state.products.set(id, { ...base, categories, brandId, modifiedAt: 0 } as never);
  };
  product(501, [31, 32], 41);
  product(502, [33], 0);
  const place = (count: number, ...productIds: number[]) =>
    shop.placeOrders(count, { lines: productIds.map((productId) => ({ productId, quantity: 1 })) });
  return { ...shop, product, place };
}

test("a program without rules on the catalog never asks for it", async () => {
  const { storeId, place } = await openShopWithProducts({ exclude: { productIds: [9] } });
  sandbox.admin.clearRequests();
  await syncOrders({ storeId, orderIds: place(30, 501, 502), now });
  expect(catalogCalls()).toEqual([]);
  expect(await db().catalogProduct.count({ where: { storeId } })).toBe(0);
});

test.each([
  ["category", { categoryIds: [31] }],
  ["brand", { brandIds: [41] }],
])(
  "lines of an excluded %s earn nothing; the products of all orders are one call a day",
  async (_, exclude) => {
    const { storeId, place, product } = await openShopWithProducts({ exclude });
    sandbox.admin.clearRequests();
    await syncOrders({ storeId, orderIds: place(40, 501, 502), now });
    await syncOrders({ storeId, orderIds: place(1, 502), now });
    expect(catalogCalls()).toHaveLength(1);
    // 40 orders of an excluded and an earning line of 10.00, and one of the latter alone.
    expect(await pointsOf(storeId)).toBe(410);
    product(502, [31], 41);
    await syncOrders({ storeId, orderIds: place(1, 502), now });
    expect(await pointsOf(storeId)).toBe(420);
    await syncOrders({ storeId, orderIds: place(1, 502), now: nextDay });
    expect(catalogCalls()).toHaveLength(2);
    expect(await pointsOf(storeId)).toBe(420);
  },
);

test("what counted at the first award counts for ever: a product that moves changes no order", async () => {
  const { storeId, place, product } = await openShopWithProducts({ exclude: { categoryIds: [31] } });
  const orderIds = place(2, 502);
  await syncOrders({ storeId, orderIds, now });
  product(502, [31], 41);
  await syncOrders({ storeId, orderIds, now: nextDay });
  expect(await pointsOf(storeId)).toBe(20);
});

test("the sweep and the import of past orders go by the same rules", async () => {
  const { storeId, place, placeOrders } = await openShopWithProducts({ exclude: { categoryIds: [31] } });
  place(3, 501, 502);
  await runImport(storeId);
  expect(await pointsOf(storeId)).toBe(30);
  const lines = [501, 502].map((productId) => ({ productId, quantity: 1 }));
  placeOrders(2, { lines, createdAt: now });
  await sweepOrders({ storeId, now });
  expect(await pointsOf(storeId)).toBe(50);
});

test("a campaign for a category asks for it too", async () => {
  const { storeId, place } = await openShopWithProducts({});
  const campaign = {
    key: "june",
    name: "June",
    startsAt: "2026-06-01T00:00",
    endsAt: "2026-07-01T00:00",
    effect: { kind: "multiplier", multiplier: "2" },
    categoryIds: [31],
  };
  await publishProgram({ storeId, document: { earning: { campaigns: [campaign] } }, now });
  await syncOrders({ storeId, orderIds: place(1, 501), now });
  await syncOrders({ storeId, orderIds: place(1, 502), now });
  // Twice 10 for the category, 10 for the other.
  expect(await pointsOf(storeId)).toBe(30);
});

test("an excluded customer group is read from our own customers, without a call", async () => {
  const { storeId, place, customers } = await openShopWithProducts({ exclude: { customerGroupIds: [7] } });
  await syncOrders({ storeId, orderIds: place(2, 501), now });
  await db().customer.updateMany({
    where: { storeId, bcCustomerId: BigInt(customers[0] ?? 0) },
    data: { bcGroupId: 7n },
  });
  sandbox.admin.clearRequests();
  await syncOrders({ storeId, orderIds: place(2, 501), now });
  const others = sandbox.admin.requests().filter(({ path }) => !path.includes("/orders"));
  expect(others).toEqual([]);
  // Two orders before the group, then one of the customer without it.
  expect(await pointsOf(storeId)).toBe(30);
});

test("a program with such rules, published while orders were fetched, does not decide without the catalog", async () => {
  const { storeId } = await openShopWithProducts({});
  await publish(storeId, { exclude: { categoryIds: [31] } });
  const known = { products: false, groups: false };
  const facts = { storeId, timeZone: "UTC", orders: [orderFacts({ customerId: null })], now, known };
  await expect(applyOrderFacts(facts)).rejects.toThrow("rules on the catalog");
});

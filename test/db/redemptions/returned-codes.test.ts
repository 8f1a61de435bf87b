import { afterAll, beforeAll, expect, test } from "vitest";
import { pool } from "@/lib/db/client";
import { postTransactions } from "@/lib/db/ledger/post-transactions";
import type { OrderFacts } from "@/lib/loyalty/order-facts";
import { applyOrderFacts } from "@/lib/services/orders/apply-order-facts";
import { adjustment, balanceOf } from "@/test/db/ledger/seed";
import { orderFacts } from "@/test/factories/order-facts";
import { type Sandbox, startSandbox } from "@/test/sandbox/start";
import { ledgerDifferences, now, openRewardShop, type RewardShop } from "./shop";

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ stores: [{ hash: "unused0" }], seed: "empty" });
});
afterAll(() => sandbox.stop());

const sold = async (shop: RewardShop) => shop.issue(await shop.buy());
const apply = ({ storeId }: RewardShop, order: OrderFacts) =>
  applyOrderFacts({ storeId, timeZone: "UTC", orders: [order], now });
const cancelled = { statusId: 5, modifiedAt: "2026-11-20T10:00:00.000Z" };

/** A guest's, so that only the code moves points. */
const orderWith = (code: string, more: Partial<OrderFacts> = {}) =>
  orderFacts({
    ...{ customerId: null, guestEmail: "guest@example.com", coupons: [{ code, discountMinor: 500 }] },
    ...more,
  });
const balance = (shop: RewardShop) => balanceOf(shop.customerIds[0] as bigint);

test("news of a cancelled order that come again return its code's points once, and the order is no problem", async () => {
  const shop = await openRewardShop(sandbox);
  const { code } = await sold(shop);
  await apply(shop, orderWith(code));
  for (const modifiedAt of [cancelled.modifiedAt, cancelled.modifiedAt, "2026-11-21T10:00:00.000Z"]) {
    const news = orderWith(code, { ...cancelled, modifiedAt });
    expect(await apply(shop, news)).toMatchObject({ applied: 1, failed: [] });
  }
  expect(await balance(shop)).toMatchObject({ available: 1_000 });
  expect(await ledgerDifferences(shop.storeId)).toEqual([]);
});

test("only the order that used the code returns its points, not another that names it", async () => {
  const shop = await openRewardShop(sandbox);
  const { code } = await sold(shop);
  await apply(shop, orderWith(code, { orderId: 100 }));
  await apply(shop, orderWith(code, { orderId: 101, ...cancelled }));
  expect(await balance(shop)).toMatchObject({ available: 500 });
  await apply(shop, orderWith(code, { orderId: 100, ...cancelled }));
  expect(await balance(shop)).toMatchObject({ available: 1_000 });
});

test("two codes of one order that return together pay a debt once: 500 + 500 − 300", async () => {
  const shop = await openRewardShop(sandbox);
  const [one, two] = [await sold(shop), await sold(shop)];
  const [customerId] = shop.customerIds as [bigint];
  const entries = [
    { account: "customer:debt" as const, amount: -300 },
    { account: "program:reversed" as const, amount: 300 },
  ];
  await postTransactions(pool(), shop.storeId, [{ ...adjustment("owe", customerId, 0), entries }]);
  const coupons = [one, two].map(({ code }) => ({ code, discountMinor: 500 }));
  await apply(shop, orderWith(one.code, { coupons }));
  const result = await apply(shop, orderWith(one.code, { coupons, ...cancelled }));
  expect(result).toMatchObject({ applied: 1, failed: [] });
  expect(await balance(shop)).toMatchObject({ available: 700, debt: 0 });
  expect(await ledgerDifferences(shop.storeId)).toEqual([]);
});

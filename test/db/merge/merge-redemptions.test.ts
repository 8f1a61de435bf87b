import { afterAll, beforeAll, expect, test } from "vitest";
import { mergeCustomers } from "@/lib/services/customers/merge-customers";
import { applyOrderFacts } from "@/lib/services/orders/apply-order-facts";
import { cancelRedemption } from "@/lib/services/redemptions/cancel-redemption";
import { captureIssued } from "@/lib/services/redemptions/capture-issued";
import { listRewardFulfillments } from "@/lib/services/redemptions/list-reward-fulfillments";
import { balanceOf } from "@/test/db/ledger/seed";
import {
  codesAt,
  ledgerDifferences,
  now,
  openRewardShop,
  quick,
  type RewardShop,
} from "@/test/db/redemptions/shop";
import { orderFacts } from "@/test/factories/order-facts";
import { type Sandbox, startSandbox } from "@/test/sandbox/start";
import { holdBalance } from "./hold-balance";

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ stores: [{ hash: "unused0" }], seed: "empty" });
});
afterAll(() => sandbox.stop());

/** Anna goes, Ben stays; each has 1,000 points. */
async function open() {
  const shop = await openRewardShop(sandbox, { customers: 2 });
  const [anna, ben] = shop.customerIds as [bigint, bigint];
  const { storeId } = shop;
  const merge = () => mergeCustomers({ storeId, fromId: anna, intoId: ben, actorId: null, now });
  const rewardsOf = async (id: bigint) =>
    (await listRewardFulfillments(storeId, id, { limit: 10 })).reward_fulfillments.map((one) => one.id);
  return { shop, storeId, anna, ben, merge, rewardsOf };
}

const guestOrder = (code: string, more: object = {}) =>
  orderFacts({
    ...{ customerId: null, guestEmail: "guest@example.com", coupons: [{ code, discountMinor: 500 }] },
    ...more,
  });
const apply = ({ storeId }: RewardShop, order: ReturnType<typeof orderFacts>) =>
  applyOrderFacts({ storeId, timeZone: "UTC", orders: [order], now });
const cancelled = { statusId: 5, modifiedAt: "2026-11-20T10:00:00.000Z" };

test("held points and the reward they are for pass to the heir, who gets its code", async () => {
  const { shop, anna, ben, merge, rewardsOf } = await open();
  const reward = await shop.buy({ customerId: anna });
  await merge();
  expect(await balanceOf(anna)).toMatchObject({ available: 0, held: 0 });
  expect(await balanceOf(ben)).toMatchObject({ available: 1_500, held: 500 });
  expect(await shop.issue(reward)).toMatchObject({ status: "issued", customerId: ben });
  expect(await rewardsOf(ben)).toEqual([Number(reward.id)]);
  expect(await rewardsOf(anna)).toEqual([]);
  expect(await ledgerDifferences(shop.storeId)).toEqual([]);
});

test("the heir may cancel a reward of whoever went, nobody else may", async () => {
  const { shop, storeId, anna, ben, merge } = await open();
  const reward = await shop.issue(await shop.buy({ customerId: anna }));
  await merge();
  const cancel = (customerId: bigint) =>
    cancelRedemption({ storeId, redemptionId: reward.id, customerId, now, client: quick });
  await expect(cancel(anna)).rejects.toMatchObject({ code: "not_found" });
  expect(await cancel(ben)).toMatchObject({ status: "cancelled" });
  expect(codesAt(shop)).toEqual([]);
  expect(await balanceOf(ben)).toMatchObject({ available: 2_000 });
  expect(await ledgerDifferences(storeId)).toEqual([]);
});

test("a code of whoever went is found on an order, and its points return to the heir when that is cancelled", async () => {
  const { shop, anna, ben, merge } = await open();
  const { code, ...reward } = await shop.issue(await shop.buy({ customerId: anna }));
  await merge();
  await apply(shop, guestOrder(code));
  expect(await shop.read({ code, ...reward })).toMatchObject({
    usedAt: expect.any(Date),
    pointsReturnedAt: null,
  });
  await apply(shop, guestOrder(code, cancelled));
  expect(await balanceOf(ben)).toMatchObject({ available: 2_000 });
  expect(await ledgerDifferences(shop.storeId)).toEqual([]);
});

test("whoever went buys nothing more; the heir asking again under the same request id gets the first answer", async () => {
  const { shop, anna, ben, merge } = await open();
  const first = await shop.buy({ customerId: anna, requestId: "the-same-click" });
  await merge();
  const again = shop.buy({ customerId: anna, requestId: "the-same-click" });
  await expect(again).rejects.toMatchObject({ code: "session_expired" });
  expect(await shop.buy({ customerId: ben, requestId: "the-same-click" })).toMatchObject({ id: first.id });
  expect(await balanceOf(ben)).toMatchObject({ available: 1_500, held: 500 });
});

test("both used the same request id: both keep their reward", async () => {
  const { shop, anna, ben, merge, rewardsOf } = await open();
  const hers = await shop.buy({ customerId: anna, requestId: "request-id" });
  const his = await shop.buy({ customerId: ben, requestId: "request-id" });
  await merge();
  expect(await rewardsOf(ben)).toEqual([his, hers].map(({ id }) => Number(id)));
  expect(await shop.buy({ customerId: ben, requestId: "request-id" })).toMatchObject({ id: his.id });
  expect(await ledgerDifferences(shop.storeId)).toEqual([]);
});

test("a code that comes while the merge goes through is the heir's", async () => {
  const { shop, storeId, anna, ben, merge } = await open();
  const { id, code } = await shop.buy({ customerId: anna });
  const held = await holdBalance(anna);
  const merging = merge();
  await held.waiters(1);
  const issued = { mechanism: "promotion" as const, bcPromotionId: 1n, bcCodeId: 1n, code };
  const capturing = captureIssued(storeId, id, issued, now);
  await held.waiters(2);
  await held.letGo();
  expect(await merging).toMatchObject({ merged: true });
  expect(await capturing).toBe(true);
  expect(await balanceOf(ben)).toMatchObject({ available: 1_500, held: 0 });
  expect(await ledgerDifferences(storeId)).toEqual([]);
});

test("an order with the code that comes while the merge goes through uses it, and no order is to blame", async () => {
  const { shop, storeId, anna, ben, merge } = await open();
  const { code, ...reward } = await shop.issue(await shop.buy({ customerId: anna }));
  await apply(shop, guestOrder(code));
  const held = await holdBalance(anna);
  const merging = merge();
  await held.waiters(1);
  const applying = apply(shop, guestOrder(code, cancelled));
  await held.waiters(2);
  await held.letGo();
  expect(await merging).toMatchObject({ merged: true });
  expect(await applying).toMatchObject({ applied: 1, failed: [] });
  expect(await shop.read({ code, ...reward })).toMatchObject({ pointsReturnedAt: now, customerId: ben });
  expect(await balanceOf(ben)).toMatchObject({ available: 2_000 });
  expect(await ledgerDifferences(storeId)).toEqual([]);
});

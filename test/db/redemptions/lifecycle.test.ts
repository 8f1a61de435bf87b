import { afterAll, beforeAll, expect, test } from "vitest";
import { systemRuntime } from "@/lib/bigcommerce/client/runtime";
import { applyOrderFacts } from "@/lib/services/orders/apply-order-facts";
import { cancelRedemption } from "@/lib/services/redemptions/cancel-redemption";
import { captureIssued } from "@/lib/services/redemptions/capture-issued";
import { finishDueRedemptions } from "@/lib/services/redemptions/finish-due-redemptions";
import { removeRedemptionCode } from "@/lib/services/redemptions/remove-redemption-code";
import { repairRewards } from "@/lib/services/redemptions/repair-rewards";
import { sweepCodes } from "@/lib/services/redemptions/sweep-codes";
import { balanceOf } from "@/test/db/ledger/seed";
import { orderFacts } from "@/test/factories/order-facts";
import { type Sandbox, startSandbox } from "@/test/sandbox/start";
import {
  codesAt,
  fiver,
  later,
  ledgerDifferences,
  now,
  openRewardShop,
  quick,
  type RewardShop,
} from "./shop";

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ stores: [{ hash: "unused0" }], seed: "empty" });
});
afterAll(() => sandbox.stop());

const available = async (shop: RewardShop) =>
  Number((await balanceOf(shop.customerIds[0] as bigint)).available);
const sold = async (shop: RewardShop) => shop.issue(await shop.buy());
const cancel = (shop: RewardShop, redemptionId: bigint, at = now) =>
  cancelRedemption({ storeId: shop.storeId, redemptionId, customerId: null, now: at, client: quick });

/** An order of a guest, so that it earns nothing and only the code moves points. */
const orderWith = (code: string, more: object = {}) =>
  orderFacts({
    customerId: null,
    guestEmail: "guest@example.com",
    coupons: [{ code, discountMinor: 500 }],
    ...more,
  });
const apply = (shop: RewardShop, order: ReturnType<typeof orderFacts>) =>
  applyOrderFacts({ storeId: shop.storeId, timeZone: "UTC", orders: [order], now });

test("cancelling an unused code deletes it and returns the points; again the same answer", async () => {
  const shop = await openRewardShop(sandbox);
  const redemption = await sold(shop);
  const cancelled = await cancel(shop, redemption.id);
  expect(cancelled).toMatchObject({ status: "cancelled", pointsReturnedAt: now });
  expect((await cancel(shop, redemption.id)).updatedAt).toEqual(cancelled.updatedAt);
  expect(codesAt(shop)).toEqual([]);
  expect(await available(shop)).toBe(1_000);
  expect(await ledgerDifferences(shop.storeId)).toEqual([]);
});

test("whoever cancels an unused code has the points back, whatever the policy for used and expired ones", async () => {
  const shop = await openRewardShop(sandbox, { program: { refunds: { returnRedeemedPoints: false } } });
  await cancel(shop, (await sold(shop)).id);
  expect(await available(shop)).toBe(1_000);
  expect(await ledgerDifferences(shop.storeId)).toEqual([]);
});

test("a pending redemption can be cancelled: its points are released and it is never issued", async () => {
  const shop = await openRewardShop(sandbox);
  const redemption = await shop.buy();
  expect(await cancel(shop, redemption.id)).toMatchObject({ status: "cancelled", issuedAt: null });
  expect(await shop.issue(redemption)).toMatchObject({ status: "cancelled" });
  expect(codesAt(shop)).toEqual([]);
  expect(await available(shop)).toBe(1_000);
});

test("a code that comes too late is not captured, one that comes twice is captured once", async () => {
  const shop = await openRewardShop(sandbox);
  const { storeId } = shop;
  const late = await shop.buy();
  const made = { mechanism: "promotion" as const, bcPromotionId: 1n, bcCodeId: 1n };
  await cancel(shop, late.id);
  expect(await captureIssued(storeId, late.id, { ...made, code: late.code }, now)).toBe(false);
  const twice = await shop.buy();
  for (const _ of [1, 2]) {
    expect(await captureIssued(storeId, twice.id, { ...made, code: twice.code }, now)).toBe(true);
  }
  expect(await available(shop)).toBe(500);
  expect(await ledgerDifferences(storeId)).toEqual([]);
});

test("a used code cannot be cancelled, also when only BigCommerce knows that it was used", async () => {
  const shop = await openRewardShop(sandbox);
  const redemption = await sold(shop);
  shop.at.placeOrder({
    couponCodes: [redemption.code.toLowerCase()],
    lines: [{ name: "Thing", price: "50.00" }],
  });
  await expect(cancel(shop, redemption.id)).rejects.toMatchObject({ code: "already_used" });
  expect(await shop.read(redemption)).toMatchObject({
    status: "issued",
    usedAt: now,
    cancelRequestedAt: null,
  });
  expect(await available(shop)).toBe(500);
  expect(await ledgerDifferences(shop.storeId)).toEqual([]);
});

test("a cancellation that BigCommerce interrupts is finished later", async () => {
  const shop = await openRewardShop(sandbox);
  const redemption = await sold(shop);
  sandbox.admin.addFault({ kind: "html-500", store: shop.at.hash, count: 100 });
  await expect(cancel(shop, redemption.id)).rejects.toMatchObject({ code: "bigcommerce_failed" });
  sandbox.admin.clearFaults();
  expect(await available(shop)).toBe(500);
  await finishDueRedemptions({ storeId: shop.storeId, now: later(3_600), client: quick });
  expect(await shop.read(redemption)).toMatchObject({ status: "cancelled" });
  expect(await available(shop)).toBe(1_000);
  expect(codesAt(shop)).toEqual([]);
});

test("a code on an order, in whatever case, is used and linked; processing it again changes nothing", async () => {
  const shop = await openRewardShop(sandbox);
  const redemption = await sold(shop);
  const order = orderWith(redemption.code.toLowerCase());
  await apply(shop, order);
  await apply(shop, order);
  const seen = await shop.read(redemption);
  expect(seen).toMatchObject({ status: "issued", pointsReturnedAt: null });
  expect(seen.usedAt?.toISOString()).toBe(order.createdAt);
  expect(seen.usedOrderId).not.toBeNull();
  expect(await available(shop)).toBe(500);
  expect(await ledgerDifferences(shop.storeId)).toEqual([]);
});

test("a checkout that was never finished uses nothing", async () => {
  const shop = await openRewardShop(sandbox);
  const redemption = await sold(shop);
  await apply(shop, orderWith(redemption.code, { statusId: 0 }));
  expect(await shop.read(redemption)).toMatchObject({ usedAt: null });
});

test("points of a used code come back once when its order is cancelled; it stays used and its code goes", async () => {
  const shop = await openRewardShop(sandbox);
  const redemption = await sold(shop);
  await apply(shop, orderWith(redemption.code));
  const cancelled = orderWith(redemption.code, { statusId: 5, modifiedAt: "2026-11-23T10:00:00.000Z" });
  await apply(shop, cancelled);
  await apply(shop, cancelled);
  expect(await shop.read(redemption)).toMatchObject({ status: "issued", pointsReturnedAt: now });
  expect(await available(shop)).toBe(1_000);
  await removeRedemptionCode({ storeId: shop.storeId, redemptionId: redemption.id, now }, quick);
  expect(codesAt(shop)).toEqual([]);
  expect(await ledgerDifferences(shop.storeId)).toEqual([]);
});

test("by the other policy they do not come back, neither after a cancelled order nor unused", async () => {
  const shop = await openRewardShop(sandbox, {
    rewards: [{ ...fiver, expiresAfterDays: 1 }],
    program: { refunds: { returnRedeemedPoints: false } },
  });
  const [used, unused] = [await sold(shop), await sold(shop)];
  await apply(shop, orderWith(used.code, { statusId: 5 }));
  expect(await shop.read(used)).toMatchObject({ pointsReturnedAt: null });
  await finishDueRedemptions({ storeId: shop.storeId, now: later(2 * 86_400), client: quick });
  expect(await shop.read(unused)).toMatchObject({ status: "cancelled", pointsReturnedAt: null });
  expect(await available(shop)).toBe(0);
  expect(await ledgerDifferences(shop.storeId)).toEqual([]);
});

test("an expired unused code is deleted and its points return; one used meanwhile is kept", async () => {
  const shop = await openRewardShop(sandbox, { rewards: [{ ...fiver, expiresAfterDays: 1 }] });
  const [unused, used] = [await sold(shop), await sold(shop)];
  shop.at.placeOrder({ couponCodes: [used.code], lines: [{ name: "Thing", price: "50.00" }] });
  await finishDueRedemptions({ storeId: shop.storeId, now: later(86_399), client: quick });
  expect(await available(shop)).toBe(0);
  const after = later(86_401);
  await finishDueRedemptions({ storeId: shop.storeId, now: after, client: quick });
  expect(await shop.read(unused)).toMatchObject({
    status: "cancelled",
    expiredAt: after,
    pointsReturnedAt: after,
  });
  expect(await shop.read(used)).toMatchObject({ status: "issued", usedAt: after });
  expect(codesAt(shop)).toEqual([used.code]);
  expect(await available(shop)).toBe(500);
  expect(await ledgerDifferences(shop.storeId)).toEqual([]);
});

test("the sweep finds a use that no webhook told of", async () => {
  const shop = await openRewardShop(sandbox);
  const redemption = await sold(shop);
  shop.at.placeOrder({
    couponCodes: [redemption.code],
    lines: [{ name: "Thing", price: "50.00" }],
    quiet: true,
  });
  expect(await sweepCodes(shop.storeId, now, quick)).toEqual({ checked: 1, used: 1, missing: 0 });
  expect(await shop.read(redemption)).toMatchObject({ usedAt: now });
});

test("codes and promotions deleted in the control panel are noticed, and the repair makes the same codes again", async () => {
  const shop = await openRewardShop(sandbox);
  const redemption = await sold(shop);
  shop.at.state.codes.clear();
  shop.at.state.promotions.clear();
  expect(await sweepCodes(shop.storeId, now, quick)).toEqual({ checked: 1, used: 0, missing: 1 });
  expect(await shop.read(redemption)).toMatchObject({ codeMissingAt: now });
  expect(await repairRewards(shop.storeId, now, quick)).toMatchObject({ promotions: 1, codes: 1 });
  expect(codesAt(shop)).toEqual([redemption.code]);
  expect(await shop.read(redemption)).toMatchObject({ codeMissingAt: null });
});

test("a code that is cancelled while the repair makes it again does not stay, and only then the points come back", async () => {
  const shop = await openRewardShop(sandbox);
  const redemption = await sold(shop);
  shop.at.state.codes.clear();
  shop.at.state.promotions.clear();
  const before = await available(shop);
  let isCancelled = false;
  const runtime = {
    ...systemRuntime,
    fetch: async (...call: Parameters<typeof fetch>) => {
      if (!isCancelled && call[1]?.method === "POST" && String(call[0]).includes("/codes")) {
        isCancelled = true;
        await expect(cancel(shop, redemption.id)).rejects.toMatchObject({ code: "unavailable" });
      }
      return fetch(...call);
    },
  };
  expect(await repairRewards(shop.storeId, now, { ...quick, runtime })).toEqual({
    promotions: 1,
    codes: 0,
    codesLeft: 0,
    codesRefused: 0,
  });
  expect(isCancelled).toBe(true);
  expect(codesAt(shop)).toEqual([]);
  expect((await available(shop)) - before).toBe(0);
  await cancel(shop, redemption.id);
  expect((await available(shop)) - before).toBe(500);
  expect(await shop.read(redemption)).toMatchObject({ status: "cancelled", createsUnderWay: 0 });
});

const credit = { key: "fiver", type: "store_credit", name: "$5 credit", pointsPrice: 500, value: "5.00" };
const creditOf = (shop: RewardShop) => [...shop.at.state.customers.values()][0]?.storeCredit;

test("store credit is added to what the customer has, once for each redemption, also side by side", async () => {
  const shop = await openRewardShop(sandbox, { rewards: [credit] });
  for (const customer of shop.at.state.customers.values()) customer.storeCredit = 1_250;
  const bought = [await shop.buy(), await shop.buy()];
  for (let round = 0; round < 3; round += 1) await Promise.all(bought.map((one) => shop.issue(one)));
  expect(creditOf(shop)).toBe(2_250);
  expect((await shop.read(bought[0] as (typeof bought)[0])).status).toBe("issued");
  await expect(cancel(shop, (bought[0] as (typeof bought)[0]).id)).rejects.toMatchObject({
    code: "already_used",
  });
  expect(await ledgerDifferences(shop.storeId)).toEqual([]);
});

test.each(["before", "after"] as const)(
  "store credit whose answer was lost %s it was set is given exactly once, whatever was spent meanwhile",
  async (phase) => {
    const shop = await openRewardShop(sandbox, { rewards: [credit] });
    const customer = [...shop.at.state.customers.values()][0];
    if (customer) customer.storeCredit = 2_000;
    const bought = await shop.buy();
    sandbox.admin.addFault({
      kind: "reset",
      method: "PUT",
      path: "/v3/customers",
      store: shop.at.hash,
      phase,
    });
    await shop.issue(bought);
    shop.at.placeOrder({
      customerId: customer?.id,
      storeCredit: "5.00",
      lines: [{ name: "Thing", price: "50.00" }],
      createdAt: later(1).toISOString(),
    });
    let seen = await shop.issue(bought, later(70));
    for (let round = 1; seen.status === "pending" && round < 4; round += 1)
      seen = await shop.issue(bought, later(70 + round));
    expect(seen.status).toBe("issued");
    // 20.00 had, 5.00 spent, 5.00 given
    expect(creditOf(shop)).toBe(2_000);
  },
);

test("store credit is refused where the shop sells in several currencies", async () => {
  const shop = await openRewardShop(sandbox, { rewards: [{ ...credit, currency: "EUR" }] });
  await expect(shop.buy()).rejects.toMatchObject({ code: "reward_unavailable" });
});

import { afterAll, beforeAll, expect, test } from "vitest";
import type { Redemption } from "@/lib/db/redemptions/redemption-row";
import { cancelRedemption } from "@/lib/services/redemptions/cancel-redemption";
import { finishDueRedemptions } from "@/lib/services/redemptions/finish-due-redemptions";
import { listRewardFulfillments } from "@/lib/services/redemptions/list-reward-fulfillments";
import { mergeRewards } from "@/lib/services/redemptions/merge-rewards";
import { sweepCodes } from "@/lib/services/redemptions/sweep-codes";
import { balanceOf } from "@/test/db/ledger/seed";
import { type Sandbox, startSandbox } from "@/test/sandbox/start";
import { codesAt, fiver, later, ledgerDifferences, openRewardShop, quick, type RewardShop } from "./shop";

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ stores: [{ hash: "unused0" }], seed: "empty" });
});
afterAll(() => sandbox.stop());

const tenner = { ...fiver, key: "tenner", name: "$10 off", pointsPrice: 900, value: "10.00" };

async function shopWithTwo() {
  const shop = await openRewardShop(sandbox, { rewards: [fiver, tenner], points: 2_000 });
  return { shop, held: await buyTwo(shop) };
}

async function buyTwo(shop: RewardShop): Promise<Redemption[]> {
  const small = await shop.issue(await shop.buy());
  return [small, await shop.issue(await shop.buy({ productId: shop.product("tenner") }))];
}

function merge(shop: RewardShop, held: readonly Redemption[], requestId = "merge-request", at = now) {
  const [customerId = 0n] = shop.customerIds;
  const redemptionIds = held.map(({ id }) => id);
  return mergeRewards({
    storeId: shop.storeId,
    customerId,
    redemptionIds,
    requestId,
    now: at,
    client: quick,
  });
}
const now = later(0);

const balance = async (shop: RewardShop) => {
  const { available, held } = await balanceOf(shop.customerIds[0] ?? 0n);
  return [Number(available), Number(held)];
};

test("two held codes become one of their sum; the old ones are gone and say what took them; a repeat changes nothing", async () => {
  const { shop, held } = await shopWithTwo();
  const { redemption } = await merge(shop, held);
  expect(redemption).toMatchObject({ status: "pending", pointsSpent: 1_400, terms: { amount: "15.00" } });
  expect(codesAt(shop)).toEqual([]);
  expect(await balance(shop)).toEqual([600, 1_400]);
  const issued = await shop.issue(redemption);
  expect(codesAt(shop)).toEqual([issued.code]);
  expect(await balance(shop)).toEqual([600, 0]);
  for (const old of held) {
    expect(await shop.read(old)).toMatchObject({ status: "cancelled", mergedIntoId: redemption.id });
  }
  const again = await merge(shop, [...held].reverse());
  expect(again).toMatchObject({ isRepeated: true, redemption: { id: redemption.id } });
  expect(await ledgerDifferences(shop.storeId)).toEqual([]);
});

test("ten merges at once of the same codes make one", async () => {
  const { shop, held } = await shopWithTwo();
  const all = await Promise.allSettled(
    Array.from({ length: 10 }, (_, n) => merge(shop, held, `merge-request-${n}`)),
  );
  const made = all.flatMap((one) => (one.status === "fulfilled" ? [one.value.redemption] : []));
  expect(made).toHaveLength(1);
  for (const one of made) await shop.issue(one);
  expect(codesAt(shop)).toEqual(made.map(({ code }) => code));
  expect(await balance(shop)).toEqual([600, 0]);
  expect(await ledgerDifferences(shop.storeId)).toEqual([]);
});

test("a code that was used meanwhile stays used, and only the rest becomes the new one", async () => {
  const { shop, held } = await shopWithTwo();
  const [small] = held as [Redemption, Redemption];
  shop.at.placeOrder({ couponCodes: [small.code], lines: [{ name: "Thing", price: "50.00" }], quiet: true });
  const { redemption } = await merge(shop, held);
  expect(redemption).toMatchObject({ pointsSpent: 900, terms: { amount: "10.00" } });
  expect(await shop.read(small)).toMatchObject({ status: "issued", usedAt: now, mergedIntoId: null });
  const issued = await shop.issue(redemption);
  expect(codesAt(shop)).toEqual([small.code, issued.code].sort());
  expect(await ledgerDifferences(shop.storeId)).toEqual([]);
});

test("when all were used meanwhile there is nothing to combine: that is said, and their use is written down", async () => {
  const { shop, held } = await shopWithTwo();
  const couponCodes = held.map(({ code }) => code);
  for (const code of couponCodes)
    shop.at.placeOrder({ couponCodes: [code], lines: [{ name: "Thing", price: "50.00" }], quiet: true });
  await expect(merge(shop, held)).rejects.toMatchObject({ code: "already_used" });
  for (const one of held) {
    expect(await shop.read(one)).toMatchObject({ status: "issued", usedAt: now, cancelRequestedAt: null });
  }
  expect(codesAt(shop)).toEqual(couponCodes.sort());
  expect(await balance(shop)).toEqual([600, 0]);
  expect(await ledgerDifferences(shop.storeId)).toEqual([]);
});

test("a merge that BigCommerce interrupts goes on under the same request id", async () => {
  const { shop, held } = await shopWithTwo();
  sandbox.admin.addFault({ kind: "html-500", method: "DELETE", store: shop.at.hash, count: 100 });
  await expect(merge(shop, held)).rejects.toMatchObject({ code: "bigcommerce_failed" });
  sandbox.admin.clearFaults();
  expect(await balance(shop)).toEqual([600, 0]);
  const { redemption } = await merge(shop, held);
  expect((await shop.issue(redemption)).status).toBe("issued");
  expect(codesAt(shop)).toHaveLength(1);
  expect(await ledgerDifferences(shop.storeId)).toEqual([]);
});

test("a merge nobody goes on with ends as a cancellation: the points are back, no code is left", async () => {
  const { shop, held } = await shopWithTwo();
  sandbox.admin.addFault({ kind: "html-500", method: "DELETE", store: shop.at.hash, count: 100 });
  await expect(merge(shop, held)).rejects.toMatchObject({ code: "bigcommerce_failed" });
  sandbox.admin.clearFaults();
  await finishDueRedemptions({ storeId: shop.storeId, now: later(3_600), client: quick });
  expect(codesAt(shop)).toEqual([]);
  expect(await balance(shop)).toEqual([2_000, 0]);
  await expect(merge(shop, held)).rejects.toMatchObject({ code: "reward_unavailable" });
  expect(await ledgerDifferences(shop.storeId)).toEqual([]);
});

test("a merged code can be cancelled: all points return; a limit of a merged reward stays used up", async () => {
  const limited = { ...fiver, limits: { perCustomer: 2 } };
  const shop = await openRewardShop(sandbox, { rewards: [limited], points: 2_000 });
  const held = [await shop.issue(await shop.buy()), await shop.issue(await shop.buy())];
  const { redemption } = await merge(shop, held);
  await shop.issue(redemption);
  await expect(shop.buy()).rejects.toMatchObject({ code: "limit_reached" });
  await cancelRedemption({
    storeId: shop.storeId,
    redemptionId: redemption.id,
    customerId: null,
    now,
    client: quick,
  });
  expect(codesAt(shop)).toEqual([]);
  expect(await balance(shop)).toEqual([2_000, 0]);
  expect(await ledgerDifferences(shop.storeId)).toEqual([]);
});

test("rewards of somebody else, used ones and one alone are not merged, and nothing is taken away", async () => {
  const { shop, held } = await shopWithTwo();
  const [small] = held as [Redemption, Redemption];
  await expect(merge(shop, [small])).rejects.toMatchObject({ code: "reward_unavailable" });
  const other = await openRewardShop(sandbox);
  await expect(merge(other, held)).rejects.toMatchObject({ code: "not_found" });
  await merge(shop, held);
  await expect(merge(shop, [small])).rejects.toMatchObject({ code: "idempotency_mismatch" });
  expect(await shop.read(small)).toMatchObject({ mergedIntoId: expect.anything() });
});

test("a code whose time is over does not go into a new one, and takes no other with it", async () => {
  const expiring = { ...fiver, expiresAfterDays: 1 };
  const lasting = { ...tenner, expiresAfterDays: 30 };
  const shop = await openRewardShop(sandbox, { rewards: [expiring, lasting], points: 2_000 });
  const small = await shop.issue(await shop.buy());
  const big = await shop.issue(await shop.buy({ productId: shop.product("tenner") }));
  const nextDay = later(86_400 + 1);
  await expect(merge(shop, [small, big], "too-late-1", nextDay)).rejects.toMatchObject({
    code: "reward_unavailable",
  });
  expect(await shop.read(big)).toMatchObject({ status: "issued", cancelRequestedAt: null });
  expect(codesAt(shop)).toContain(big.code);
});

test("rewards whose storefronts have become the same go together there, others no longer; the shopper is told where", async () => {
  const rewards = [{ ...fiver, channelIds: [1] }, tenner];
  const shop = await openRewardShop(sandbox, { rewards, points: 2_000, channels: [1, 2] });
  const held = await buyTwo(shop);
  await expect(merge(shop, held)).rejects.toMatchObject({ code: "reward_unavailable" });
  await shop.publish(rewards.map((reward) => ({ ...reward, channelIds: [2] })));
  const [customerId = 0n] = shop.customerIds;
  const told = await listRewardFulfillments(shop.storeId, customerId, { limit: 5 });
  expect(told.reward_fulfillments.map(({ channel_ids }) => channel_ids)).toEqual([[2], [2]]);
  const { redemption } = await merge(shop, held, "once they fit");
  expect(redemption.terms).toMatchObject({ amount: "15.00", channelIds: [2] });
});

test("a merged reward keeps the storefronts it was merged with, also when the same sum is merged for others", async () => {
  const rewards = (channelIds: number[]) => [fiver, tenner].map((reward) => ({ ...reward, channelIds }));
  const shop = await openRewardShop(sandbox, { rewards: rewards([1]), points: 5_000, channels: [1, 2] });
  const first = await shop.issue((await merge(shop, await buyTwo(shop), "first merge")).redemption);
  await shop.publish(rewards([2]));
  const second = await shop.issue((await merge(shop, await buyTwo(shop), "second merge")).redemption);
  await sweepCodes(shop.storeId, later(60), quick);
  const lines = [{ name: "Thing", price: "50.00" }];
  const held = [
    [first, 1],
    [second, 2],
  ] as const;
  for (const [{ code }, channelId] of held) {
    const order = { couponCodes: [code], lines, quiet: true };
    expect(() => shop.at.placeOrder({ ...order, channelId: 3 - channelId })).toThrow();
    expect(shop.at.placeOrder({ ...order, channelId }).couponDiscount).toBe(1_500);
  }
});

import { afterAll, beforeAll, expect, test } from "vitest";
import { systemRuntime } from "@/lib/bigcommerce/client/runtime";
import { pool } from "@/lib/db/client";
import type { Redemption } from "@/lib/db/redemptions/redemption-row";
import { mergeCustomers } from "@/lib/services/customers/merge-customers";
import { cancelRedemption } from "@/lib/services/redemptions/cancel-redemption";
import { finishDueRedemptions } from "@/lib/services/redemptions/finish-due-redemptions";
import { describeForStaff } from "@/lib/services/redemptions/list-redemptions-of";
import { mergeRewards } from "@/lib/services/redemptions/merge-rewards";
import { type Sandbox, startSandbox } from "@/test/sandbox/start";
import { apply, cancelled, orderWith, sold, standing } from "./code-on-order";
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

/** Somebody places an order with the code after its use count was read, before it is deleted. */
function orderOnDelete(shop: RewardShop, { code }: Redemption) {
  let isPlaced = false;
  const place = () => {
    if (isPlaced) return;
    isPlaced = true;
    shop.at.placeOrder({ couponCodes: [code], lines: [{ name: "Thing", price: "50.00" }], quiet: true });
  };
  const request = (url: Parameters<typeof fetch>[0], init?: RequestInit) => {
    if (init?.method === "DELETE") place();
    return fetch(url, init);
  };
  return { ...quick, runtime: { ...systemRuntime, fetch: request } };
}

const cancel = (shop: RewardShop, { id }: Redemption, client: object = quick) =>
  cancelRedemption({
    ...{ storeId: shop.storeId, redemptionId: id, customerId: null, now },
    client: { ...quick, ...client },
  });

type End = (shop: RewardShop, one: Redemption) => Promise<unknown>;
const cancelIt: End = (shop, one) => cancel(shop, one, orderOnDelete(shop, one));
const expireIt: End = (shop, one) =>
  finishDueRedemptions({ storeId: shop.storeId, now: later(86_401), client: orderOnDelete(shop, one) });

const expiring = { ...fiver, expiresAfterDays: 1 };
const keepsPoints = { refunds: { returnRedeemedPoints: false } };

const ends: [how: string, end: End, program: object, problem: string][] = [
  ["cancelled", cancelIt, {}, "Used on order 100 after it was cancelled."],
  ["expired", expireIt, {}, "Used on order 100 after it had expired."],
  [
    "expired without its points coming back",
    expireIt,
    keepsPoints,
    "Used on order 100 after it had expired.",
  ],
];

test.each(ends)(
  "a code used in the moment it is %s costs its points, once, and staff are told: 1,000 − 500",
  async (...row) => {
    const [, end, program, problem] = row;
    const shop = await openRewardShop(sandbox, { rewards: [expiring], program });
    const one = await sold(shop);
    await end(shop, one);
    expect([...shop.at.state.orders.values()]).toMatchObject([{ couponDiscount: 500 }]);
    expect(codesAt(shop)).toEqual([]);
    expect((await shop.read(one)).status).toBe("cancelled");
    // The news come again, and by two at once.
    await apply(shop, orderWith(one));
    await apply(shop, orderWith(one));
    await Promise.all([apply(shop, orderWith(one, 1)), apply(shop, orderWith(one, 1))]);
    expect(await standing(shop)).toEqual([500, 0, 0]);
    const after = await shop.read(one);
    expect(after).toMatchObject({
      usedAt: expect.any(Date),
      usedOrderId: expect.anything(),
      pointsReturnedAt: null,
    });
    expect(await describeForStaff(after, now)).toMatchObject({ state: "used", problem, cancellable: false });
    expect(await ledgerDifferences(shop.storeId)).toEqual([]);
  },
);

test("points that were spent meanwhile stand as a debt, and the explanation says so: 0 − 500", async () => {
  const shop = await openRewardShop(sandbox);
  const one = await sold(shop);
  await cancelIt(shop, one);
  await shop.issue(await shop.buy());
  await shop.issue(await shop.buy());
  expect(await standing(shop)).toEqual([0, 0, 0]);
  await apply(shop, orderWith(one));
  expect(await standing(shop)).toEqual([0, 0, -500]);
  expect(await ledgerDifferences(shop.storeId)).toEqual([]);
  const { rows } = await pool().query(
    "SELECT points_change, explanation FROM ledger_transactions WHERE store_id = $1 AND type = 'redemption_retake'",
    [String(shop.storeId)],
  );
  expect(rows).toMatchObject([
    {
      points_change: -500,
      explanation: {
        rules: [
          { why: "redemption.used_after_all", inputs: { reward: "$5 off", points: 500, bcOrderId: 100 } },
        ],
        posting: { available: 0, debt: -500 },
      },
    },
  ]);
});

test("a code used in the moment of a merge: its part is paid again, once; the new code keeps its value: 2,000 − 1,000 − 500", async () => {
  const shop = await openRewardShop(sandbox, { points: 2_000 });
  const [one, two] = [await sold(shop), await sold(shop)];
  const { redemption } = await mergeRewards({
    ...{ storeId: shop.storeId, customerId: shop.customerIds[0] as bigint, redemptionIds: [one.id, two.id] },
    ...{ requestId: "merge-request", now: later(120), client: orderOnDelete(shop, one) },
  });
  const merged = await shop.issue(redemption, later(121));
  expect(merged).toMatchObject({ pointsSpent: 1_000, terms: { amount: "10.00" } });
  expect(await standing(shop)).toEqual([1_000, 0, 0]);
  await apply(shop, orderWith(one));
  await apply(shop, orderWith(one, 1));
  expect(await standing(shop)).toEqual([500, 0, 0]);
  expect(await describeForStaff(await shop.read(one), now)).toMatchObject({
    state: "used",
    problem: "Used on order 100 after it was combined with others.",
  });
  // The new code is worth what was paid for it: taken back, all of its points return.
  await cancel(shop, merged);
  expect(await standing(shop)).toEqual([1_500, 0, 0]);
  expect(await ledgerDifferences(shop.storeId)).toEqual([]);
});

test("a code nobody was told of, made after it was given up, costs its points when an order has it", async () => {
  const shop = await openRewardShop(sandbox);
  const bought = await shop.buy();
  sandbox.admin.addFault({ kind: "html-500", path: "/v3/promotions", store: shop.at.hash, count: 1_000 });
  await shop.issue(bought);
  sandbox.admin.clearFaults();
  const failed = await shop.issue(bought, later(901));
  expect(failed.status).toBe("failed");
  expect(await standing(shop)).toEqual([1_000, 0, 0]);
  for (const [minute, statusId, left] of [
    [0, 11, 500],
    [1, 5, 1_000],
    [2, 10, 500],
    [3, 5, 1_000],
  ] as const) {
    await apply(shop, orderWith(failed, minute, { statusId }));
    expect(await standing(shop)).toEqual([left, 0, 0]);
    expect(await ledgerDifferences(shop.storeId)).toEqual([]);
  }
});

test("the same walk for a code that was used in the moment it was cancelled", async () => {
  const shop = await openRewardShop(sandbox);
  const one = await sold(shop);
  await cancelIt(shop, one);
  for (const [minute, statusId, left] of [
    [0, 5, 1_000],
    [1, 11, 500],
    [2, 5, 1_000],
    [3, 10, 500],
  ] as const) {
    await apply(shop, orderWith(one, minute, { statusId }));
    expect(await standing(shop)).toEqual([left, 0, 0]);
  }
  expect(await ledgerDifferences(shop.storeId)).toEqual([]);
});

test("where points do not come back with an order, a cancelled one pays for its discount as well", async () => {
  const shop = await openRewardShop(sandbox, { program: keepsPoints });
  const one = await sold(shop);
  await cancelIt(shop, one);
  await apply(shop, orderWith(one, 0, cancelled));
  await apply(shop, orderWith(one, 1));
  await apply(shop, orderWith(one, 2, cancelled));
  expect(await standing(shop)).toEqual([500, 0, 0]);
  expect(await ledgerDifferences(shop.storeId)).toEqual([]);
});

test("after a merge of customers it is the heir who pays", async () => {
  const shop = await openRewardShop(sandbox, { customers: 2 });
  const [anna, ben] = shop.customerIds as [bigint, bigint];
  const one = await sold(shop);
  await cancelIt(shop, one);
  await mergeCustomers({ storeId: shop.storeId, fromId: anna, intoId: ben, actorId: null, now });
  expect(await standing(shop, ben)).toEqual([2_000, 0, 0]);
  await apply(shop, orderWith(one));
  expect(await standing(shop, anna)).toEqual([0, 0, 0]);
  expect(await standing(shop, ben)).toEqual([1_500, 0, 0]);
  await apply(shop, orderWith(one, 1, cancelled));
  expect(await standing(shop, ben)).toEqual([2_000, 0, 0]);
  expect(await ledgerDifferences(shop.storeId)).toEqual([]);
});

test("a reward that was used after its cancellation counts towards its limit", async () => {
  const shop = await openRewardShop(sandbox, { rewards: [{ ...fiver, limits: { perCustomer: 1 } }] });
  const one = await sold(shop);
  await cancelIt(shop, one);
  await apply(shop, orderWith(one));
  await expect(shop.buy()).rejects.toMatchObject({ code: "limit_reached" });
});

test("a code that was used before anybody knew it was there is not cancelled: its points stay paid", async () => {
  const shop = await openRewardShop(sandbox);
  const bought = await shop.buy();
  shop.client = { ...quick, ...{ runtime: { ...systemRuntime, sleep: async () => undefined } } };
  // BigCommerce makes the code, and its answers are lost.
  const lost = { kind: "reset" as const, phase: "after" as const, store: shop.at.hash, count: 1_000 };
  sandbox.admin.addFault({ ...lost, method: "POST", path: /\/codes/ });
  sandbox.admin.addFault({
    kind: "html-500",
    method: "GET",
    store: shop.at.hash,
    path: /\/codes/,
    count: 1_000,
  });
  expect((await shop.issue(bought)).status).toBe("pending");
  sandbox.admin.clearFaults();
  expect(codesAt(shop)).toEqual([bought.code]);
  shop.at.placeOrder({ couponCodes: [bought.code], lines: [{ name: "Thing", price: "50.00" }], quiet: true });
  await apply(shop, orderWith(bought));
  const asked = { storeId: shop.storeId, redemptionId: bought.id, customerId: null, client: quick };
  await expect(cancelRedemption({ ...asked, now: later(120) })).rejects.toMatchObject({
    code: "unavailable",
  });
  await finishDueRedemptions({ storeId: shop.storeId, now: later(3_600), client: quick });
  expect(await shop.read(bought)).toMatchObject({ status: "issued", usedAt: later(3_600) });
  expect(await standing(shop)).toEqual([500, 0, 0]);
  expect(await ledgerDifferences(shop.storeId)).toEqual([]);
});

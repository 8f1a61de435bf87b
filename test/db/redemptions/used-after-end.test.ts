import { afterAll, beforeAll, expect, test } from "vitest";
import { systemRuntime } from "@/lib/bigcommerce/client/runtime";
import { pool } from "@/lib/db/client";
import type { Redemption } from "@/lib/db/redemptions/redemption-row";
import type { OrderFacts } from "@/lib/loyalty/order-facts";
import { mergeCustomers } from "@/lib/services/customers/merge-customers";
import { applyOrderFacts } from "@/lib/services/orders/apply-order-facts";
import { cancelRedemption } from "@/lib/services/redemptions/cancel-redemption";
import { finishDueRedemptions } from "@/lib/services/redemptions/finish-due-redemptions";
import { describeForStaff } from "@/lib/services/redemptions/list-redemptions-of";
import { mergeRewards } from "@/lib/services/redemptions/merge-rewards";
import { removeRedemptionCode } from "@/lib/services/redemptions/remove-redemption-code";
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

const sold = async (shop: RewardShop) => shop.issue(await shop.buy());
const standing = async (shop: RewardShop, customerId = shop.customerIds[0] as bigint) => {
  const { available, held, debt } = await balanceOf(customerId);
  return [Number(available), Number(held), Number(debt)];
};

/** Of a guest, so that only the code moves points; `minute` is when it was changed last. */
const orderWith = ({ code }: Redemption, minute = 0, more: Partial<OrderFacts> = {}) =>
  orderFacts({
    ...{ customerId: null, guestEmail: "guest@example.com", coupons: [{ code, discountMinor: 500 }] },
    ...{ statusId: 11, modifiedAt: later(minute * 60).toISOString() },
    ...more,
  });
const apply = ({ storeId }: RewardShop, ...orders: OrderFacts[]) =>
  applyOrderFacts({ storeId, timeZone: "UTC", orders, now });
const cancelled = { statusId: 5 };

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

type Walk = [statusId: number, available: number][];
const walks: [what: string, walk: Walk][] = [
  [
    "cancelled and completed again",
    [
      [11, 500],
      [5, 1_000],
      [10, 500],
    ],
  ],
  [
    "cancelled three times",
    [
      [10, 500],
      [5, 1_000],
      [11, 500],
      [6, 1_000],
      [2, 500],
      [5, 1_000],
    ],
  ],
  [
    "seen first when it was cancelled",
    [
      [5, 1_000],
      [10, 500],
      [5, 1_000],
    ],
  ],
  [
    "never finished after it was cancelled",
    [
      [11, 500],
      [5, 1_000],
      [0, 1_000],
      [11, 500],
    ],
  ],
];

test.each(walks)("an order %s ends with the points where its last state wants them", async (_, walk) => {
  const shop = await openRewardShop(sandbox);
  const one = await sold(shop);
  for (const [minute, [statusId, left]] of walk.entries()) {
    const news = orderWith(one, minute, { statusId });
    await Promise.all([apply(shop, news), apply(shop, news)]);
    expect(await apply(shop, news)).toMatchObject({ failed: [] });
    expect(await standing(shop), `after status ${statusId}`).toEqual([left, 0, 0]);
  }
  // What came before comes once more, late.
  await apply(shop, orderWith(one, 0, { statusId: walk[0]?.[0] ?? 0 }));
  expect(await standing(shop)).toEqual([walk.at(-1)?.[1], 0, 0]);
  expect(await ledgerDifferences(shop.storeId)).toEqual([]);
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

test("a cancelled order that is archived takes nothing again", async () => {
  const shop = await openRewardShop(sandbox);
  const one = await sold(shop);
  await apply(shop, orderWith(one));
  await apply(shop, orderWith(one, 1, cancelled));
  await apply(shop, orderWith(one, 2, { ...cancelled, archived: true }));
  await apply(shop, orderWith(one, 3, { statusId: 10, archived: true }));
  expect(await standing(shop)).toEqual([1_000, 0, 0]);
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

test("a code that two orders name is paid once, also when the first of them was cancelled", async () => {
  const shop = await openRewardShop(sandbox);
  const one = await sold(shop);
  const first = (minute: number, more = {}) => orderWith(one, minute, { orderId: 100, ...more });
  const second = (minute: number, more = {}) => orderWith(one, minute, { orderId: 101, ...more });
  await apply(shop, first(0));
  await apply(shop, second(0));
  expect(await standing(shop)).toEqual([500, 0, 0]);
  await apply(shop, first(1, cancelled), second(0));
  expect(await standing(shop)).toEqual([500, 0, 0]);
  expect(await shop.read(one)).toMatchObject({
    problem: "Used on order 101 after its first order was cancelled.",
  });
  await apply(shop, first(2));
  expect(await standing(shop)).toEqual([500, 0, 0]);
  await apply(shop, second(1, cancelled));
  expect(await standing(shop)).toEqual([1_000, 0, 0]);
  expect(await ledgerDifferences(shop.storeId)).toEqual([]);
});

test("two codes of one order are taken again together, with one debt: 500 available, 1,000 to take", async () => {
  const shop = await openRewardShop(sandbox, { points: 1_500 });
  const [one, two] = [await sold(shop), await sold(shop)];
  const coupons = [one, two].map(({ code }) => ({ code, discountMinor: 500 }));
  await apply(shop, orderWith(one, 0, { coupons }));
  await apply(shop, orderWith(one, 1, { coupons, ...cancelled }));
  await shop.issue(await shop.buy());
  await shop.issue(await shop.buy());
  expect(await standing(shop)).toEqual([500, 0, 0]);
  expect(await apply(shop, orderWith(one, 2, { coupons }))).toMatchObject({ failed: [] });
  expect(await standing(shop)).toEqual([0, 0, -500]);
  await apply(shop, orderWith(one, 3, { coupons, ...cancelled }));
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

test("a code whose points were back is deleted, also when its order stands again before that is done", async () => {
  const shop = await openRewardShop(sandbox);
  const one = await sold(shop);
  for (const [minute, statusId] of [
    [0, 11],
    [1, 5],
    [2, 11],
  ] as const)
    await apply(shop, orderWith(one, minute, { statusId }));
  expect(codesAt(shop)).toEqual([one.code]);
  await removeRedemptionCode({ storeId: shop.storeId, redemptionId: one.id, now }, quick);
  expect(codesAt(shop)).toEqual([]);
});

test("the database lets nobody say that points are not back any more without taking them again", async () => {
  const shop = await openRewardShop(sandbox);
  const one = await sold(shop);
  await apply(shop, orderWith(one));
  await apply(shop, orderWith(one, 1, cancelled));
  const set = (columns: string) =>
    pool().query(`UPDATE redemptions SET ${columns} WHERE id = $1`, [String(one.id)]);
  const notBack = "points_returned_at = NULL, return_transaction_id = NULL";
  await expect(set(notBack)).rejects.toThrow(/may not change/);
  await expect(set("retakes = 1, retake_transaction_id = 1")).rejects.toThrow(/may not change/);
  await expect(set(`${notBack}, retakes = 2, retake_transaction_id = 1`)).rejects.toThrow(/may not change/);
  await expect(set(`${notBack}, retakes = 1`)).rejects.toThrow(/redemptions_retakes_check/);
});

import { afterAll, beforeAll, expect, test } from "vitest";
import { pool } from "@/lib/db/client";
import { removeRedemptionCode } from "@/lib/services/redemptions/remove-redemption-code";
import { type Sandbox, startSandbox } from "@/test/sandbox/start";
import { apply, cancelled, orderWith, sold, standing } from "./code-on-order";
import { codesAt, ledgerDifferences, now, openRewardShop, quick } from "./shop";

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ stores: [{ hash: "unused0" }], seed: "empty" });
});
afterAll(() => sandbox.stop());

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

test("a cancelled order that is archived takes nothing again", async () => {
  const shop = await openRewardShop(sandbox);
  const one = await sold(shop);
  await apply(shop, orderWith(one));
  await apply(shop, orderWith(one, 1, cancelled));
  await apply(shop, orderWith(one, 2, { ...cancelled, archived: true }));
  await apply(shop, orderWith(one, 3, { statusId: 10, archived: true }));
  expect(await standing(shop)).toEqual([1_000, 0, 0]);
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

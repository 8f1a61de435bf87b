import { expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { expirePage } from "@/lib/services/expiry/expire-page";
import { getExpiringPoints } from "@/lib/services/expiry/get-expiring-points";
import { listDailyJobs } from "@/lib/services/runs/list-daily-jobs";
import { ledgerDifferences } from "@/test/db/ledger/engagement-seed";
import { balanceOf } from "@/test/db/ledger/seed";
import { lineRefund } from "@/test/factories/order-facts";
import { openExpiryStore, warningsOf } from "./expiry-store";

test("points expire first in, first out, once, and the ledger stays clean", async () => {
  const { storeId, anna, ben, post, night } = await openExpiryStore("per_award");
  await post(anna, 100, "2025-01-10T12:00:00Z");
  await post(anna, 50, "2025-06-20T12:00:00Z");
  await post(anna, -30, "2025-07-01T12:00:00Z");
  await post(ben, 7, "2025-12-01T12:00:00Z");
  expect(await night("2026-01-10")).toMatchObject({ expired: 0 });
  expect(await night("2026-01-11")).toMatchObject({ expired: 70 });
  expect(await night("2026-01-11")).toMatchObject({ expired: 0 });
  expect(await balanceOf(anna)).toMatchObject({ available: 50 });
  expect(await getExpiringPoints(storeId, { customerId: anna, available: 50 })).toEqual({
    points: 50,
    at: new Date("2026-06-21T00:00:00Z"),
  });
  expect(await night("2026-06-21")).toMatchObject({ expired: 50 });
  expect(await balanceOf(anna)).toMatchObject({ available: 0 });
  expect(await balanceOf(ben)).toMatchObject({ available: 7 });
  expect(await ledgerDifferences(storeId)).toEqual([]);
});

test("two workers on the same night expire once", async () => {
  const { anna, post, night } = await openExpiryStore("per_award");
  await post(anna, 100, "2025-01-10T12:00:00Z");
  const nights = await Promise.all([night("2026-02-01"), night("2026-02-01"), night("2026-02-01")]);
  expect(nights.reduce((sum, { expired }) => sum + expired, 0)).toBe(100);
  expect(await balanceOf(anna)).toMatchObject({ available: 0 });
});

test("a night killed between two customers goes on with the others, nobody loses twice", async () => {
  const { storeId, anna, ben, post, night } = await openExpiryStore("per_award");
  await post(anna, 100, "2025-01-10T12:00:00Z");
  await post(ben, 30, "2025-01-10T12:00:00Z");
  const first = await expirePage({ storeId, day: "2026-01-11", afterId: 0n, customersMax: 1 });
  expect(first).toMatchObject({ expired: 100, next: String(anna) });
  // The night is not done: whoever takes it up begins at the first customer.
  expect(await night("2026-01-11")).toMatchObject({ expired: 30 });
  const posted = await db().ledgerTransaction.findMany({ where: { storeId, type: "expiry" } });
  expect(posted.map(({ customerId, pointsChange }) => [customerId, Number(pointsChange)])).toEqual([
    [anna, -100],
    [ben, -30],
  ]);
});

test("rewards bought while the night runs: every point is held or expired, none both", async () => {
  const { storeId, anna, ben, post, buy, night } = await openExpiryStore("per_award");
  for (const customerId of [anna, ben]) await post(customerId, 50, "2025-01-10T12:00:00Z");
  const bought = Promise.allSettled([anna, ben].map((id) => buy(id, "2026-01-11T05:00:00Z")));
  const nights = await Promise.all([night("2026-01-11"), night("2026-01-11")]);
  const held = (await bought).filter(({ status }) => status === "fulfilled").length * 40;
  expect(nights.reduce((sum, { expired }) => sum + expired, 0)).toBe(100 - held);
  for (const customerId of [anna, ben]) expect(await balanceOf(customerId)).toMatchObject({ available: 0 });
  expect(await ledgerDifferences(storeId)).toEqual([]);
});

test("turning it on starts the clock then, and publishing it again does not restart it", async () => {
  const { anna, post, night, publish } = await openExpiryStore("none");
  await post(anna, 100, "2020-01-10T12:00:00Z");
  await publish({ mode: "per_award", months: 12 }, "2026-03-01T12:00:00Z");
  await publish({ mode: "per_award", months: 12 }, "2026-09-01T12:00:00Z");
  expect(await night("2026-03-02")).toMatchObject({ expired: 0 });
  expect(await night("2027-03-01")).toMatchObject({ expired: 0 });
  expect(await night("2027-03-02")).toMatchObject({ expired: 100 });
});

test("inactivity: the whole balance goes, a redemption or an award begins the time anew", async () => {
  const { anna, ben, post, night } = await openExpiryStore("inactivity");
  await post(anna, 100, "2025-01-10T12:00:00Z");
  await post(anna, -40, "2025-11-10T12:00:00Z");
  await post(ben, 100, "2025-01-10T12:00:00Z");
  await post(ben, 5, "2025-11-10T12:00:00Z");
  // Points taken by staff are not the shopper's activity; points given are.
  expect(await night("2026-01-11")).toMatchObject({ expired: 60 });
  expect(await night("2026-11-11")).toMatchObject({ expired: 105 });
});

test("a refund takes its own order's points, not the oldest", async () => {
  const { anna, order, night } = await openExpiryStore("per_award");
  await order("2025-01-10T12:00:00.000Z", { orderId: 1 });
  await order("2025-06-20T12:00:00.000Z", { orderId: 2 });
  const half = lineRefund(1, { lineId: 1, quantity: 1, amountMinor: 5_000 });
  const items = [{ kind: "ORDER" as const, itemId: 1, quantity: 1, requestedAmountMinor: 5_000 }];
  await order("2025-07-01T12:00:00.000Z", { orderId: 2, statusId: 14, refunds: [{ ...half, items }] });
  expect(await balanceOf(anna)).toMatchObject({ available: 150 });
  // All 100 of January, none of them "used up" by the refund.
  expect(await night("2026-01-11")).toMatchObject({ expired: 100 });
});

test("points of an order that was cancelled and came back are as old as they first were", async () => {
  const { anna, order, night } = await openExpiryStore("per_award");
  await order("2025-01-10T12:00:00.000Z", { orderId: 1 });
  await order("2025-02-01T12:00:00.000Z", { orderId: 1, statusId: 5 });
  await order("2025-06-01T12:00:00.000Z", { orderId: 1 });
  expect(await balanceOf(anna)).toMatchObject({ available: 100 });
  expect(await night("2026-01-11")).toMatchObject({ expired: 100 });
});

test("buying a reward begins the time of inactivity anew", async () => {
  const { anna, post, publish, buy, night } = await openExpiryStore("none");
  await publish({ mode: "inactivity", months: 12 }, "2024-02-01T12:00:00Z");
  await post(anna, 100, "2025-01-10T12:00:00Z");
  await buy(anna, "2025-11-10T12:00:00Z");
  expect(await night("2026-01-11")).toMatchObject({ expired: 0 });
  expect(await night("2026-11-11")).toMatchObject({ expired: 60 });
});

test("moved points keep their age after a merge", async () => {
  const { storeId, anna, ben, post, merge, night } = await openExpiryStore("per_award");
  await post(anna, 100, "2025-01-10T12:00:00Z");
  await post(ben, 10, "2025-06-10T12:00:00Z");
  await merge("2025-07-01T12:00:00Z");
  expect(await night("2026-01-11")).toMatchObject({ expired: 100 });
  expect(await balanceOf(ben)).toMatchObject({ available: 10 });
  expect(await ledgerDifferences(storeId)).toEqual([]);
});

test("owners are warned once for each warning day", async () => {
  const { storeId, anna, post, night } = await openExpiryStore("per_award");
  await post(anna, 100, "2025-01-10T12:00:00Z");
  for (const day of ["2025-12-11", "2025-12-12", "2025-12-12", "2026-01-10"]) await night(day);
  expect(await warningsOf(storeId)).toMatchObject([
    { points: 100, at: "2026-01-11T00:00:00.000Z", daysBefore: 30 },
    { points: 100, at: "2026-01-11T00:00:00.000Z", daysBefore: 1 },
  ]);
});

test("a warning whose night was missed comes with the next", async () => {
  const { storeId, anna, post, night } = await openExpiryStore("per_award");
  await post(anna, 100, "2025-01-10T12:00:00Z");
  // The 30th day before is 12 December.
  for (const day of ["2025-12-11", "2025-12-14", "2025-12-15"]) await night(day);
  expect(await warningsOf(storeId)).toMatchObject([{ points: 100, daysBefore: 30 }]);
});

test("a store is called once its local day begins, and not again when the day is done", async () => {
  const { storeId, night } = await openExpiryStore("per_award");
  await db().store.update({ where: { id: storeId }, data: { timeZone: "America/New_York" } });
  const dueAt = async (at: string) =>
    (await listDailyJobs("expiry", new Date(at))).filter(
      ({ data }) => "storeId" in data && data.storeId === String(storeId),
    );
  expect(await dueAt("2026-01-02T03:00:00Z")).toMatchObject([{ data: { day: "2026-01-01" } }]);
  await night("2026-01-01");
  expect(await dueAt("2026-01-02T04:59:00Z")).toEqual([]);
  expect(await dueAt("2026-01-02T05:00:00Z")).toMatchObject([{ data: { day: "2026-01-02" } }]);
});

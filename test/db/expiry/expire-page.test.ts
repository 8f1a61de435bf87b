import { expect, test } from "vitest";
import { db, pool } from "@/lib/db/client";
import { postTransactions } from "@/lib/db/ledger/post-transactions";
import { mergeCustomers } from "@/lib/services/customers/merge-customers";
import { expirePage } from "@/lib/services/expiry/expire-page";
import { getExpiringPoints } from "@/lib/services/expiry/get-expiring-points";
import { applyOrderFacts } from "@/lib/services/orders/apply-order-facts";
import { programItemId } from "@/lib/services/program/program-item-id";
import { publishProgram } from "@/lib/services/program/publish-program";
import { purchaseReward } from "@/lib/services/redemptions/purchase-reward";
import { listDailyJobs } from "@/lib/services/runs/list-daily-jobs";
import { backdate, ledgerDifferences } from "@/test/db/ledger/engagement-seed";
import { adjustment, balanceOf, seedStore } from "@/test/db/ledger/seed";
import { lineRefund, orderFacts } from "@/test/factories/order-facts";

type Mode = "none" | "per_award" | "inactivity";

async function openStore(mode: Mode, publishedAt = "2024-01-01T12:00:00Z") {
  const { storeId, customerIds } = await seedStore(2);
  const [anna, ben] = customerIds as [bigint, bigint];
  const publish = (expiry: { mode: Mode; months?: number }, at: string) =>
    publishProgram({ storeId, document: { expiry }, now: new Date(at) });
  await publish({ mode, months: 12 }, publishedAt);
  let serial = 0;
  const post = async (customerId: bigint, points: number, at: string) => {
    serial += 1;
    await postTransactions(pool(), storeId, [adjustment(`p${serial}`, customerId, points)]);
    await backdate(customerId, at);
  };
  const night = async (day: string) => {
    let expired = 0;
    let warned = 0;
    for (let next: string | null = "0"; next !== null; ) {
      const page = await expirePage({ storeId, day, afterId: BigInt(next), customersMax: 1 });
      expired += page.expired;
      warned += page.warned;
      next = page.next;
    }
    return { expired, warned };
  };
  return { storeId, anna, ben, publish, post, night };
}

test("points expire first in, first out, once, and the ledger stays clean", async () => {
  const { storeId, anna, ben, post, night } = await openStore("per_award");
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
  const { anna, post, night } = await openStore("per_award");
  await post(anna, 100, "2025-01-10T12:00:00Z");
  const nights = await Promise.all([night("2026-02-01"), night("2026-02-01"), night("2026-02-01")]);
  expect(nights.reduce((sum, { expired }) => sum + expired, 0)).toBe(100);
  expect(await balanceOf(anna)).toMatchObject({ available: 0 });
});

test("turning it on starts the clock then, and publishing it again does not restart it", async () => {
  const { anna, post, night, publish } = await openStore("none");
  await post(anna, 100, "2020-01-10T12:00:00Z");
  await publish({ mode: "per_award", months: 12 }, "2026-03-01T12:00:00Z");
  await publish({ mode: "per_award", months: 12 }, "2026-09-01T12:00:00Z");
  expect(await night("2026-03-02")).toMatchObject({ expired: 0 });
  expect(await night("2027-03-01")).toMatchObject({ expired: 0 });
  expect(await night("2027-03-02")).toMatchObject({ expired: 100 });
});

test("inactivity: the whole balance goes, a redemption or an award begins the time anew", async () => {
  const { anna, ben, post, night } = await openStore("inactivity");
  await post(anna, 100, "2025-01-10T12:00:00Z");
  await post(anna, -40, "2025-11-10T12:00:00Z");
  await post(ben, 100, "2025-01-10T12:00:00Z");
  await post(ben, 5, "2025-11-10T12:00:00Z");
  // Points taken by staff are not the shopper's activity; points given are.
  expect(await night("2026-01-11")).toMatchObject({ expired: 60 });
  expect(await night("2026-11-11")).toMatchObject({ expired: 105 });
});

/** What an order of Anna's (BigCommerce's customer 1) earns, dated when it changed. */
async function orderAt(storeId: bigint, anna: bigint, at: string, facts: Parameters<typeof orderFacts>[0]) {
  const order = orderFacts({ customerId: 1, createdAt: at, modifiedAt: at, ...facts });
  await applyOrderFacts({ storeId, timeZone: "UTC", orders: [order], now: new Date(at) });
  await backdate(anna, at);
}

test("a refund takes its own order's points, not the oldest", async () => {
  const { storeId, anna, night } = await openStore("per_award");
  await orderAt(storeId, anna, "2025-01-10T12:00:00.000Z", { orderId: 1 });
  await orderAt(storeId, anna, "2025-06-20T12:00:00.000Z", { orderId: 2 });
  const half = lineRefund(1, { lineId: 1, quantity: 1, amountMinor: 5_000 });
  const refunds = [{ ...half, items: [{ ...half.items[0], kind: "ORDER", requestedAmountMinor: 5_000 }] }];
  await orderAt(storeId, anna, "2025-07-01T12:00:00.000Z", { orderId: 2, statusId: 14, refunds } as object);
  expect(await balanceOf(anna)).toMatchObject({ available: 150 });
  // All 100 of January, none of them "used up" by the refund.
  expect(await night("2026-01-11")).toMatchObject({ expired: 100 });
});

test("points of an order that was cancelled and came back are as old as they first were", async () => {
  const { storeId, anna, night } = await openStore("per_award");
  await orderAt(storeId, anna, "2025-01-10T12:00:00.000Z", { orderId: 1 });
  await orderAt(storeId, anna, "2025-02-01T12:00:00.000Z", { orderId: 1, statusId: 5 });
  await orderAt(storeId, anna, "2025-06-01T12:00:00.000Z", { orderId: 1 });
  expect(await balanceOf(anna)).toMatchObject({ available: 100 });
  expect(await night("2026-01-11")).toMatchObject({ expired: 100 });
});

test("buying a reward begins the time of inactivity anew", async () => {
  const { storeId, anna, post, night } = await openStore("inactivity");
  const reward = { key: "cup", type: "free_shipping", name: "Cup", pointsPrice: 40 };
  const document = { expiry: { mode: "inactivity", months: 12 }, rewards: [reward] };
  await publishProgram({ storeId, document, now: new Date("2024-02-01T12:00:00Z") });
  await post(anna, 100, "2025-01-10T12:00:00Z");
  await purchaseReward({
    ...{ storeId, customerId: anna, pointsToSpend: null, origin: null },
    productId: programItemId(storeId, "points_product", "cup"),
    requestId: "a-cup-please",
    now: new Date("2025-11-10T12:00:00Z"),
  });
  await backdate(anna, "2025-11-10T12:00:00Z");
  expect(await night("2026-01-11")).toMatchObject({ expired: 0 });
  expect(await night("2026-11-11")).toMatchObject({ expired: 60 });
});

test("moved points keep their age after a merge", async () => {
  const { storeId, anna, ben, post, night } = await openStore("per_award");
  await post(anna, 100, "2025-01-10T12:00:00Z");
  await post(ben, 10, "2025-06-10T12:00:00Z");
  await mergeCustomers({ storeId, fromId: anna, intoId: ben, actorId: null, now: new Date() });
  expect(await night("2026-01-11")).toMatchObject({ expired: 100 });
  expect(await balanceOf(ben)).toMatchObject({ available: 10 });
  expect(await ledgerDifferences(storeId)).toEqual([]);
});

test("owners are warned once for each warning day", async () => {
  const { storeId, anna, post, night } = await openStore("per_award");
  await post(anna, 100, "2025-01-10T12:00:00Z");
  for (const day of ["2025-12-11", "2025-12-12", "2025-12-12", "2026-01-10"]) await night(day);
  const effects = await db().effect.findMany({
    where: { storeId, name: "points/expiring" },
    orderBy: { id: "asc" },
  });
  expect(effects.map(({ data }) => data)).toMatchObject([
    { points: 100, at: "2026-01-11T00:00:00.000Z", daysBefore: 30 },
    { points: 100, at: "2026-01-11T00:00:00.000Z", daysBefore: 1 },
  ]);
});

test("a store is called once its local day begins, and not again when the day is done", async () => {
  const { storeId, night } = await openStore("per_award");
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

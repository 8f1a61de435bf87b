import { afterAll, describe, expect, test, vi } from "vitest";
import { db, pool } from "@/lib/db/client";
import { verifyLedger } from "@/lib/db/ledger/verify-ledger";
import { importPastOrders } from "@/lib/services/backfill/import-past-orders";
import { stopRunningBackfill } from "@/lib/services/backfill/revert-backfill";
import { resumeBackfill, startBackfill } from "@/lib/services/backfill/start-backfill";
import { syncOrders } from "@/lib/services/orders/sync-orders";
import {
  countTransactions,
  installedAt,
  now,
  openShop,
  pointsOf,
  publish,
  runImport,
  since,
  statusOf,
  takeBack,
} from "./shop";

const sandbox = await vi.hoisted(async () => {
  const { startSandbox } = await import("@/test/sandbox/start");
  const started = await startSandbox({ stores: [], webhooks: { paused: true } });
  process.env.BIGCOMMERCE_API_URL = started.url;
  return started;
});
afterAll(async () => {
  const differences = [];
  for await (const check of verifyLedger(null)) differences.push(...check.differences);
  await sandbox.stop();
  expect(differences).toEqual([]);
});

describe("points for past orders", () => {
  test("come once for every order of the time chosen, however often it is imported", async () => {
    const { storeId, placeOrders } = await openShop(sandbox);
    placeOrders(600);
    placeOrders(5, { createdAt: "2025-12-31T23:59:00Z" });
    placeOrders(5, { createdAt: new Date(installedAt.getTime() + 1_000) });
    await runImport(storeId);
    // 10.50 dollars are 10 points; 600 orders are in the time, ten are before it or the daily sync's.
    expect(await pointsOf(storeId)).toBe(6_000);
    expect(await statusOf(storeId)).toMatchObject({
      status: "done",
      done: 600,
      total: 600,
      awarded: { orders: 600, points: 6_000 },
    });
    await runImport(storeId);
    expect(await countTransactions(storeId)).toEqual({ order_award: 600 });
    // The second import found nothing to award: nothing is its own.
    expect(await statusOf(storeId)).toMatchObject({ done: 600, awarded: { orders: 0, points: 0 } });
  });

  test("take few calls: a page of 250 orders is one, and its refunds two", async () => {
    const { storeId, placeOrders } = await openShop(sandbox);
    placeOrders(500);
    await syncOrders({ storeId, orderIds: placeOrders(2), now });
    sandbox.admin.clearRequests();
    await runImport(storeId);
    // Range: 2. Pages: 250, 250, 2 of one call each, refunds of the first two by 200 ids: 2 each; of the last: none.
    expect(sandbox.admin.countCalls()).toBeLessThanOrEqual(2 + 3 + 4 + 1);
  });

  test("name their import in the explanation, and count from when the order was placed", async () => {
    const { storeId, placeOrders } = await openShop(sandbox);
    placeOrders(1);
    const importId = await runImport(storeId);
    const [posted] = await db().ledgerTransaction.findMany({ where: { storeId } });
    expect(posted?.occurredAt.toISOString()).toBe("2026-06-01T00:00:00.000Z");
    expect(JSON.stringify(posted?.explanation)).toContain(`{"importId":"${importId}"}`);
    expect(await db().effect.count({ where: { storeId, name: { startsWith: "notif" } } })).toBe(0);
  });

  test("leave migrated history out or in, as the program says", async () => {
    const { storeId, placeOrders } = await openShop(sandbox);
    placeOrders(3, { externalSource: "M-MIG" });
    await runImport(storeId);
    expect(await pointsOf(storeId)).toBe(0);
    const other = await openShop(sandbox, { exclude: { migrated: false } });
    other.placeOrders(3, { externalSource: "M-MIG" });
    await runImport(other.storeId);
    expect(await pointsOf(other.storeId)).toBe(30);
  });

  test("are what is kept after refunds, and nothing for cancelled orders", async () => {
    const { storeId, at, placeOrders } = await openShop(sandbox);
    const [refunded = 0, cancelled = 0] = placeOrders(3);
    at.refund(refunded, { amount: "5.00" });
    at.setStatus(cancelled, 5);
    await runImport(storeId);
    // 10.50 − 5.00 is 5.50: 5 points; none; 10.
    expect(await pointsOf(storeId)).toBe(15);
  });

  test("go on where a kill left them, and a repeated page changes nothing", async () => {
    const { storeId, placeOrders } = await openShop(sandbox);
    placeOrders(700);
    const { importId } = await startBackfill({ storeId, since, now });
    await importPastOrders({ storeId, importId, pagesMax: 1 }, () => now);
    expect(await statusOf(storeId)).toMatchObject({ status: "running", done: 250, total: 700 });
    const job = { where: { id: importId } };
    const { cursor } = await db().importJob.findUniqueOrThrow(job);
    // Killed after the second page was applied, before that was noted.
    await importPastOrders({ storeId, importId, pagesMax: 1 }, () => now);
    await db().importJob.update({ ...job, data: { cursor, done: 250 } });
    while (!(await importPastOrders({ storeId, importId, pagesMax: 1 }, () => now)).isDone);
    expect(await statusOf(storeId)).toMatchObject({ status: "done", done: 700 });
    expect(await countTransactions(storeId)).toEqual({ order_award: 700 });
  });

  test("two workers on one import, beside webhooks for the same orders, award each order once", async () => {
    const { storeId, placeOrders } = await openShop(sandbox);
    const orderIds = placeOrders(300);
    const { importId } = await startBackfill({ storeId, since, now });
    await Promise.all([
      importPastOrders({ storeId, importId, pagesMax: 9 }, () => now),
      importPastOrders({ storeId, importId, pagesMax: 9 }, () => now),
      syncOrders({ storeId, orderIds, now }),
    ]);
    while (!(await importPastOrders({ storeId, importId, pagesMax: 9 }, () => now)).isDone);
    expect(await pointsOf(storeId)).toBe(3_000);
    expect(await countTransactions(storeId)).toEqual({ order_award: 300 });
    expect((await statusOf(storeId)).done).toBe(300);
  });

  test("tell when they will be through", async () => {
    const { storeId, placeOrders } = await openShop(sandbox);
    placeOrders(500);
    const { importId } = await startBackfill({ storeId, since, now });
    expect(await statusOf(storeId)).toMatchObject({ done: 0, total: null, endsAt: null });
    await importPastOrders({ storeId, importId, pagesMax: 1 }, () => now);
    await db().importJob.update({
      where: { id: importId },
      data: { startedAt: new Date(now.getTime() - 60_000) },
    });
    // Half of the way took a minute.
    expect((await statusOf(storeId)).endsAt).toEqual(new Date(now.getTime() + 60_000));
  });

  test("stop when asked, and go on when asked", async () => {
    const { storeId, placeOrders } = await openShop(sandbox);
    placeOrders(500);
    const { importId } = await startBackfill({ storeId, since, now });
    await expect(startBackfill({ storeId, since, now })).rejects.toMatchObject({ code: "conflict" });
    await importPastOrders({ storeId, importId, pagesMax: 1 }, () => now);
    await stopRunningBackfill({ storeId, importId, now });
    expect(await importPastOrders({ storeId, importId, pagesMax: 1 }, () => now)).toEqual({ isDone: true });
    expect(await statusOf(storeId)).toMatchObject({ status: "cancelled", done: 250 });
    await resumeBackfill(storeId);
    while (!(await importPastOrders({ storeId, importId, pagesMax: 9 }, () => now)).isDone);
    expect(await statusOf(storeId)).toMatchObject({ status: "done", done: 500, error: null });
  });

  test("cannot be asked for from a time after the installation", async () => {
    const { storeId } = await openShop(sandbox);
    await expect(startBackfill({ storeId, since: now, now })).rejects.toMatchObject({
      code: "validation_failed",
      fields: { since: [expect.any(String)] },
    });
  });
});

describe("taking an import back", () => {
  test("leaves every balance as it was before, and orders awarded by webhook alone", async () => {
    const { storeId, placeOrders } = await openShop(sandbox);
    await syncOrders({ storeId, orderIds: placeOrders(10), now });
    placeOrders(300);
    const importId = await runImport(storeId);
    expect(await pointsOf(storeId)).toBe(3_100);
    await takeBack(storeId, importId);
    await takeBack(storeId, importId);
    expect(await pointsOf(storeId)).toBe(100);
    expect(await countTransactions(storeId)).toEqual({ order_award: 310, order_reversal: 300 });
    expect((await statusOf(storeId)).status).toBe("reverted");
  });

  test("is exact after a refund in between, and later webhooks bring nothing back", async () => {
    const { storeId, at, placeOrders } = await openShop(sandbox);
    const [orderId = 0] = placeOrders(1);
    const importId = await runImport(storeId);
    at.refund(orderId, { amount: "5.00" });
    await syncOrders({ storeId, orderIds: [orderId], refundedOrderIds: new Set([orderId]), now });
    expect(await pointsOf(storeId)).toBe(5);
    await takeBack(storeId, importId);
    at.setStatus(orderId, 2);
    at.setStatus(orderId, 10);
    await syncOrders({ storeId, orderIds: [orderId], now });
    expect(await pointsOf(storeId)).toBe(0);
    const order = await db().order.findFirstOrThrow({ where: { storeId } });
    expect(JSON.stringify(order.explanation)).toContain("order.withdrawn");
  });

  test("goes on after a kill in the middle, and waits for a running import to be stopped", async () => {
    const { storeId, placeOrders } = await openShop(sandbox);
    placeOrders(600);
    const { revertBackfill, revertImportedOrders } = await import("@/lib/services/backfill/revert-backfill");
    const { importId } = await startBackfill({ storeId, since, now });
    await importPastOrders({ storeId, importId, pagesMax: 1 }, () => now);
    await expect(revertBackfill({ storeId, importId, now })).rejects.toMatchObject({ code: "conflict" });
    while (!(await importPastOrders({ storeId, importId, pagesMax: 9 }, () => now)).isDone);
    await revertBackfill({ storeId, importId, now });
    expect(await revertImportedOrders({ storeId, importId, now })).toEqual({ isDone: false });
    await expect(startBackfill({ storeId, since, now })).rejects.toMatchObject({ code: "conflict" });
    await takeBack(storeId, importId);
    expect(await pointsOf(storeId)).toBe(0);
  });

  test("frees the orders for another import by another rule", async () => {
    const { storeId, placeOrders } = await openShop(sandbox);
    placeOrders(3);
    await takeBack(storeId, await runImport(storeId));
    await publish(storeId, { rate: { points: 2, per: "1.00" } });
    await runImport(storeId);
    // 10.50 × 2 = 21 points an order.
    expect(await pointsOf(storeId)).toBe(63);
    const { rows } = await pool().query(
      "SELECT count(*)::int AS n FROM orders WHERE store_id = $1 AND withdrawn_at IS NOT NULL",
      [String(storeId)],
    );
    expect(rows[0].n).toBe(0);
  });

  test("is the law's too: points already spent are a shortfall, never a negative balance", async () => {
    const { storeId, placeOrders } = await openShop(sandbox);
    placeOrders(2);
    const importId = await runImport(storeId);
    const [anna] = await db().customer.findMany({ where: { storeId }, orderBy: { id: "asc" } });
    const { postTransactions } = await import("@/lib/db/ledger/post-transactions");
    const { adjustment } = await import("@/test/db/ledger/seed");
    await postTransactions(pool(), storeId, [adjustment("spent", anna?.id as bigint, -4)]);
    await takeBack(storeId, importId);
    const left = await db().customerBalance.findMany({ where: { storeId } });
    expect(left.every(({ available }) => available === 0n)).toBe(true);
  });
});

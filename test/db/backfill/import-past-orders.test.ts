import { afterAll, describe, expect, test, vi } from "vitest";
import { db, pool } from "@/lib/db/client";
import { verifyLedger } from "@/lib/db/ledger/verify-ledger";
import { importPastOrders } from "@/lib/services/backfill/import-past-orders";
import { stopRunningBackfill } from "@/lib/services/backfill/revert-backfill";
import { resumeBackfill, startBackfill } from "@/lib/services/backfill/start-backfill";
import { syncOrders } from "@/lib/services/orders/sync-orders";
import { publishProgram } from "@/lib/services/program/publish-program";
import {
  countTransactions,
  installedAt,
  now,
  openShop,
  pointsOf,
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

  test("take few calls: a page of 250 orders is one, and the refunds of all of them one", async () => {
    const { storeId, placeOrders } = await openShop(sandbox);
    placeOrders(500);
    await syncOrders({ storeId, orderIds: placeOrders(2), now });
    sandbox.admin.clearRequests();
    await runImport(storeId);
    // Range: 2, count: 1, refunds: 1. Pages: 250, 250, 2.
    expect(sandbox.admin.countCalls()).toBeLessThanOrEqual(2 + 1 + 1 + 3);
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

  test("let migrated history earn or not as the import chose, whatever the program says, also when refunded later", async () => {
    const { storeId, at, placeOrders } = await openShop(sandbox);
    const [first = 0] = placeOrders(3, { externalSource: "M-MIG" });
    await runImport(storeId, { migratedEarn: false });
    expect(await pointsOf(storeId)).toBe(0);
    // Orders that never earned anything are looked at anew.
    const importId = await runImport(storeId, { migratedEarn: true });
    expect(await pointsOf(storeId)).toBe(30);
    expect((await statusOf(storeId)).awarded).toMatchObject({ orders: 3, points: 30 });
    at.refund(first, { amount: "5.00" });
    await syncOrders({ storeId, orderIds: [first], refundedOrderIds: new Set([first]), now });
    // 10.50 − 5.00 is 5.50: the program that leaves them out takes nothing more.
    expect(await pointsOf(storeId)).toBe(25);
    await takeBack(storeId, importId);
    expect(await pointsOf(storeId)).toBe(0);
    const other = await openShop(sandbox, { exclude: { migrated: false } });
    other.placeOrders(3, { externalSource: "M-MIG" });
    await runImport(other.storeId, { migratedEarn: false });
    expect(await pointsOf(other.storeId)).toBe(0);
  });

  test("hold one first order a person, also when all of theirs come at once", async () => {
    const { storeId, placeOrders } = await openShop(sandbox);
    const document = {
      earning: {
        campaigns: [
          {
            key: "welcome",
            name: "Welcome",
            startsAt: "2026-01-01T00:00",
            endsAt: "2026-12-31T00:00",
            effect: { kind: "bonus", points: 100 },
            firstOrderOnly: true,
          },
        ],
      },
    };
    await publishProgram({ storeId, document, now: installedAt });
    placeOrders(6);
    await runImport(storeId);
    // Six orders of 10 points; Anna's and Ben's first bring 100 more each.
    expect(await pointsOf(storeId)).toBe(260);
  });

  test("end with the reason where only a person can help: no program, or no approval by BigCommerce", async () => {
    const { storeId, placeOrders } = await openShop(sandbox);
    placeOrders(3);
    await pool().query("UPDATE stores SET access_token_encrypted = NULL WHERE id = $1", [String(storeId)]);
    const { importId } = await startBackfill({ storeId, since, now });
    expect(await importPastOrders({ storeId, importId, pagesMax: 1 }, () => now)).toEqual({ isDone: true });
    expect(await statusOf(storeId)).toMatchObject({
      status: "failed",
      error: expect.stringContaining("approval"),
    });
    const bare = await db().store.create({ data: { hash: "bare", installedAt } });
    await expect(startBackfill({ storeId: bare.id, since, now })).rejects.toMatchObject({ code: "conflict" });
  });

  test("say what they wait for while BigCommerce is away, and go on with the next page", async () => {
    const { storeId, placeOrders } = await openShop(sandbox);
    placeOrders(3);
    const { importId } = await startBackfill({ storeId, since, now });
    sandbox.admin.addFault({ kind: "html-500", path: /^\/v2\/orders/, count: 99 });
    await expect(importPastOrders({ storeId, importId, pagesMax: 1 }, () => now)).rejects.toThrow();
    expect(await statusOf(storeId)).toMatchObject({
      status: "running",
      error: "BigCommerce does not answer.",
    });
    sandbox.admin.clearFaults();
    await importPastOrders({ storeId, importId, pagesMax: 1 }, () => now);
    expect(await statusOf(storeId)).toMatchObject({ status: "done", error: null });
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

  test("tell how many there are, as counted by BigCommerce, and when they will be through at the present pace", async () => {
    const { storeId, placeOrders } = await openShop(sandbox);
    placeOrders(10, { createdAt: "2025-12-31T23:59:00Z" });
    placeOrders(750);
    const { importId } = await startBackfill({ storeId, since, now });
    expect(await statusOf(storeId)).toMatchObject({ done: 0, total: null, totalIs: null, secondsLeft: null });
    await importPastOrders({ storeId, importId, pagesMax: 1 }, () => now);
    expect(await statusOf(storeId)).toMatchObject({ done: 250, total: 750, totalIs: "counted" });
    const at = (seconds: number) => new Date(now.getTime() + seconds * 1_000);
    await stopRunningBackfill({ storeId, importId, now });
    // A night later it goes on; the next third takes a minute, so the last one will.
    await resumeBackfill({ storeId, importId, now: at(-60) });
    await importPastOrders({ storeId, importId, pagesMax: 1 }, () => now);
    expect((await statusOf(storeId)).secondsLeft).toBe(60);
  });

  test("say that their number is an estimate while BigCommerce's count is not to be had", async () => {
    const { storeId, placeOrders } = await openShop(sandbox);
    placeOrders(750);
    const { importId } = await startBackfill({ storeId, since, now });
    await importPastOrders({ storeId, importId, pagesMax: 1 }, () => now);
    await db().importJob.update({ where: { id: importId }, data: { total: null } });
    expect(await statusOf(storeId)).toMatchObject({ done: 250, total: 750, totalIs: "estimated" });
  });

  test("stop when asked, and go on when asked", async () => {
    const { storeId, placeOrders } = await openShop(sandbox);
    placeOrders(500);
    const { importId } = await startBackfill({ storeId, since, now });
    await expect(startBackfill({ storeId, since, now })).rejects.toMatchObject({ code: "conflict" });
    await importPastOrders({ storeId, importId, pagesMax: 1 }, () => now);
    await stopRunningBackfill({ storeId, importId, now });
    expect(await importPastOrders({ storeId, importId, pagesMax: 1 }, () => now)).toEqual({ isDone: true });
    expect(await statusOf(storeId)).toMatchObject({
      status: "cancelled",
      done: 250,
      awarded: { orders: 250 },
    });
    await resumeBackfill({ storeId, importId, now });
    while (!(await importPastOrders({ storeId, importId, pagesMax: 9 }, () => now)).isDone);
    expect(await statusOf(storeId)).toMatchObject({ status: "done", done: 500, error: null });
  });

  test("stopped in the middle of a page, count that page: what was given is what was looked at", async () => {
    const { storeId, placeOrders } = await openShop(sandbox);
    placeOrders(750);
    const { importId } = await startBackfill({ storeId, since, now });
    await importPastOrders({ storeId, importId, pagesMax: 1 }, () => now);
    let stopping: Promise<void> | undefined;
    // Asked for the time just before a page is applied.
    const stopInTheMiddle = () => {
      stopping ??= stopRunningBackfill({ storeId, importId, now });
      return now;
    };
    await importPastOrders({ storeId, importId, pagesMax: 9 }, stopInTheMiddle);
    await stopping;
    expect(await statusOf(storeId)).toMatchObject({
      status: "cancelled",
      done: 500,
      awarded: { orders: 500 },
    });
  });

  test("cannot be asked for from a time after the installation", async () => {
    const { storeId } = await openShop(sandbox);
    await expect(startBackfill({ storeId, since: now, now })).rejects.toMatchObject({
      code: "validation_failed",
      fields: { since: [expect.any(String)] },
    });
  });
});

import { afterAll, expect, test, vi } from "vitest";
import { holdImport } from "@/lib/db/backfill/hold-import";
import { advanceBackfill } from "@/lib/db/backfill/note-page";
import { findRefundedOrders, noteRefundsPage } from "@/lib/db/backfill/refunded-orders";
import { advanceRevert, finishRevert } from "@/lib/db/backfill/take-back";
import { db, pool } from "@/lib/db/client";
import { inTransaction } from "@/lib/db/transaction";
import { importPastOrders } from "@/lib/services/backfill/import-past-orders";
import { revertBackfill, stopRunningBackfill } from "@/lib/services/backfill/revert-backfill";
import { startBackfill } from "@/lib/services/backfill/start-backfill";
import { expectWaiters } from "@/test/db/expect-waiters";
import { now, openShop, runImport, since, statusOf, takeBack } from "./shop";

const sandbox = await vi.hoisted(async () => {
  const { startSandbox } = await import("@/test/sandbox/start");
  const started = await startSandbox({ stores: [], webhooks: { paused: true } });
  process.env.BIGCOMMERCE_API_URL = started.url;
  return started;
});
afterAll(() => sandbox.stop());

const rowOf = (importId: bigint) => db().backfill.findUniqueOrThrow({ where: { importId } });

test("two workers that read one page of refunds note it once, and the next page is the next", async () => {
  const { storeId } = await openShop(sandbox);
  const { importId } = await startBackfill({ storeId, since, now });
  const page = { page: 1, orderIds: [7, 7, 8], allKnownAt: null };
  expect(await noteRefundsPage(storeId, importId, page)).toBe(true);
  expect(await noteRefundsPage(storeId, importId, page)).toBe(false);
  expect(await rowOf(importId)).toMatchObject({ refundsPage: 2, refundsKnownAt: null });
});

test("an import is its own store's: by another store's name nothing of it is read or noted", async () => {
  const { storeId, placeOrders } = await openShop(sandbox);
  const { storeId: stranger } = await openShop(sandbox);
  placeOrders(1);
  const { importId } = await startBackfill({ storeId, since, now });
  const page = { page: 1, orderIds: [7], allKnownAt: null };
  expect(await noteRefundsPage(stranger, importId, page)).toBe(false);
  expect(await noteRefundsPage(storeId, importId, page)).toBe(true);
  expect(await findRefundedOrders(stranger, importId, [7])).toEqual(new Set());
  expect(await findRefundedOrders(storeId, importId, [7])).toEqual(new Set([7]));
  expect(await inTransaction((tx) => holdImport(tx, stranger, importId))).toBe(false);
  await advanceRevert(stranger, importId, { from: null, to: 9n, left: [] });
  await finishRevert(stranger, importId, now);
  expect(await rowOf(importId)).toMatchObject({ refundsPage: 2, revertCursor: null, revertedAt: null });
  expect(await findRefundedOrders(storeId, importId, [7])).toEqual(new Set([7]));
});

test("a page that was counted by the taking back is not counted again when its note comes late", async () => {
  const { storeId, placeOrders } = await openShop(sandbox);
  const orderIds = placeOrders(3);
  const { importId } = await startBackfill({ storeId, since, now });
  // Applied, and not noted yet.
  await pool().query("ALTER TABLE backfills ADD CONSTRAINT held_up CHECK (given_orders = 0) NOT VALID");
  await expect(importPastOrders({ storeId, importId, pagesMax: 1 }, () => now)).rejects.toThrow("held_up");
  await pool().query("ALTER TABLE backfills DROP CONSTRAINT held_up");
  await stopRunningBackfill({ storeId, importId, now });
  await revertBackfill({ storeId, importId, now });
  const { cursor } = await db().importJob.findUniqueOrThrow({ where: { id: importId } });
  await advanceBackfill(storeId, importId, {
    ...{ from: cursor, cursor: null, orderIds, leftOut: 0 },
    finishedAt: null,
  });
  expect(await statusOf(storeId)).toMatchObject({
    done: 3,
    awarded: { orders: 3, points: 30, customers: 2 },
  });
});

test("the taking back waits for the page in hand, and counts it", async () => {
  const { storeId, placeOrders } = await openShop(sandbox);
  placeOrders(3);
  const importId = await runImport(storeId);
  const { reverting } = await inTransaction(async (page) => {
    await holdImport(page, storeId, importId);
    const taking = revertBackfill({ storeId, importId, now });
    await expectWaiters(1);
    await page.order.updateMany({ where: { storeId, importId }, data: { pointsAwarded: 20 } });
    return { reverting: taking };
  });
  await reverting;
  expect(await statusOf(storeId)).toMatchObject({ awarded: { orders: 3, points: 60 } });
});

test("two workers that take back the same orders note once what they left", async () => {
  const { storeId, placeOrders } = await openShop(sandbox);
  placeOrders(1);
  const importId = await runImport(storeId);
  await revertBackfill({ storeId, importId, now });
  const round = { from: null, to: 9n, left: [{ orderId: 7, reason: "It cannot be decided." }] };
  await advanceRevert(storeId, importId, round);
  await advanceRevert(storeId, importId, round);
  expect(await rowOf(importId)).toMatchObject({ revertCursor: 9n, leftOrders: 1 });
  await takeBack(storeId, importId);
});

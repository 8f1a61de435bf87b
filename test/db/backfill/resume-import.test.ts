import { afterAll, describe, expect, test, vi } from "vitest";
import { db, pool } from "@/lib/db/client";
import { importPastOrders } from "@/lib/services/backfill/import-past-orders";
import { stopRunningBackfill } from "@/lib/services/backfill/revert-backfill";
import { resumeBackfill, startBackfill } from "@/lib/services/backfill/start-backfill";
import { countTransactions, now, openShop, pointsOf, runImport, since, statusOf } from "./shop";

const sandbox = await vi.hoisted(async () => {
  const { startSandbox } = await import("@/test/sandbox/start");
  const started = await startSandbox({ stores: [], webhooks: { paused: true } });
  process.env.BIGCOMMERCE_API_URL = started.url;
  return started;
});
afterAll(() => sandbox.stop());

describe("imports of past orders", () => {
  test("learn once which orders were refunded, and ask about those alone, whatever they show of it", async () => {
    const { storeId, at, placeOrders } = await openShop(sandbox);
    const [refunded = 0] = placeOrders(300);
    at.refund(refunded, { amount: "5.00" });
    at.setStatus(refunded, 10);
    sandbox.admin.clearRequests();
    const importId = await runImport(storeId);
    expect(await pointsOf(storeId)).toBe(299 * 10 + 5);
    // Nothing asks about them any more.
    expect(await db().backfillRefund.count({ where: { importId } })).toBe(0);
    const asked = sandbox.admin.requests({ path: /refunds/ }).map(({ query }) => new URLSearchParams(query));
    expect(asked.map((query) => query.get("order_id:in"))).toEqual([null, String(refunded)]);
  });

  test("walk a long list of refunds over as many steps as it takes, each page once, also after a stop", async () => {
    const { storeId, at, placeOrders } = await openShop(sandbox);
    const orderIds = placeOrders(3);
    // Two pages and a bit of refunds the bank declined, and one it did not.
    const refundOf = (n: number) => orderIds[n < 590 ? n % 2 : 2] ?? 0;
    for (let n = 0; n < 600; n += 1) at.refund(refundOf(n), { amount: "0.01", declined: true, quiet: true });
    at.refund(orderIds[2] ?? 0, { amount: "5.00", quiet: true });
    at.setStatus(orderIds[2] ?? 0, 10);
    sandbox.admin.clearRequests();
    const { importId } = await startBackfill({ storeId, since, now });
    const step = () => importPastOrders({ storeId, importId, pagesMax: 1 }, () => now);
    expect(await step()).toEqual({ isDone: false });
    await stopRunningBackfill({ storeId, importId, now });
    await resumeBackfill({ storeId, importId, now });
    for (let steps = 0; steps < 10 && !(await step()).isDone; steps += 1);
    const walked = sandbox.admin
      .requests({ path: /refunds/ })
      .map(({ query }) => new URLSearchParams(query))
      .filter((query) => query.has("created:min"));
    expect(walked.map((query) => query.get("page"))).toEqual(["1", "2", "3"]);
    // 10 + 10 + 5.50.
    expect(await pointsOf(storeId)).toBe(25);
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
    await pool().query("ALTER TABLE backfills ADD CONSTRAINT killed CHECK (given_orders <= 250) NOT VALID");
    await expect(importPastOrders({ storeId, importId, pagesMax: 1 }, () => now)).rejects.toThrow("killed");
    await pool().query("ALTER TABLE backfills DROP CONSTRAINT killed");
    expect((await db().importJob.findUniqueOrThrow(job)).cursor).toBe(cursor);
    expect(await countTransactions(storeId)).toEqual({ order_award: 500 });
    while (!(await importPastOrders({ storeId, importId, pagesMax: 1 }, () => now)).isDone);
    expect(await statusOf(storeId)).toMatchObject({
      status: "done",
      done: 700,
      awarded: { orders: 700, points: 7_000, customers: 2, withdrawn: 0 },
    });
    expect(await countTransactions(storeId)).toEqual({ order_award: 700 });
  });
});

import { afterAll, describe, expect, test, vi } from "vitest";
import { db, pool } from "@/lib/db/client";
import { verifyLedger } from "@/lib/db/ledger/verify-ledger";
import { getImports } from "@/lib/services/backfill/get-imports";
import { importPastOrders } from "@/lib/services/backfill/import-past-orders";
import { startBackfill } from "@/lib/services/backfill/start-backfill";
import { applyOrderFacts } from "@/lib/services/orders/apply-order-facts";
import { syncOrders } from "@/lib/services/orders/sync-orders";
import { orderFacts } from "@/test/factories/order-facts";
import {
  countTransactions,
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

  test("counts what was given anew: a page whose worker died before it was noted is taken back, too", async () => {
    const { storeId, placeOrders } = await openShop(sandbox);
    placeOrders(3);
    const importId = await runImport(storeId);
    // As if the note of the page had been lost with its worker.
    await db().backfill.update({
      where: { importId },
      data: { givenOrders: 0, givenPoints: 0, givenCustomers: 0 },
    });
    await takeBack(storeId, importId);
    expect(await statusOf(storeId)).toMatchObject({
      status: "reverted",
      awarded: { orders: 3, points: 30, customers: 2, withdrawn: 3 },
    });
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

  test("lets a page that was in hand award nothing any more", async () => {
    const { storeId, placeOrders } = await openShop(sandbox);
    const [orderId = 0] = placeOrders(300);
    const { revertBackfill, stopRunningBackfill } = await import("@/lib/services/backfill/revert-backfill");
    const { importId } = await startBackfill({ storeId, since, now });
    await importPastOrders({ storeId, importId, pagesMax: 1 }, () => now);
    await stopRunningBackfill({ storeId, importId, now });
    await revertBackfill({ storeId, importId, now });
    await takeBack(storeId, importId);
    const batch = { importId, mode: "award" } as const;
    const orders = [
      orderFacts({ orderId, customerId: null }),
      orderFacts({ orderId: 999_999, customerId: null }),
    ];
    const result = await applyOrderFacts({ storeId, timeZone: "UTC", orders, now, batch });
    expect(result).toMatchObject({ applied: 0, posted: 0, failed: [] });
    expect(await pointsOf(storeId)).toBe(0);
  });

  test("waits while another import is at work", async () => {
    const { storeId, placeOrders } = await openShop(sandbox);
    placeOrders(300);
    const { revertBackfill } = await import("@/lib/services/backfill/revert-backfill");
    const first = await runImport(storeId);
    placeOrders(300);
    const { importId: second } = await startBackfill({ storeId, since, now });
    await expect(revertBackfill({ storeId, importId: first, now })).rejects.toMatchObject({
      code: "conflict",
    });
    while (!(await importPastOrders({ storeId, importId: second, pagesMax: 9 }, () => now)).isDone);
    await revertBackfill({ storeId, importId: first, now });
    await takeBack(storeId, first);
    expect(await pointsOf(storeId)).toBe(3_000);
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

  test("leaves what cannot be decided by name, takes all the rest, and tries that again when asked again", async () => {
    const { storeId, placeOrders } = await openShop(sandbox);
    const orderIds = placeOrders(60);
    const importId = await runImport(storeId);
    const broken = orderIds[20] ?? 0;
    const { facts } = await db().order.findFirstOrThrow({ where: { storeId, bcOrderId: broken } });
    const setFacts = (to: object) =>
      db().order.updateMany({ where: { storeId, bcOrderId: broken }, data: { facts: to } });
    await setFacts({});
    await takeBack(storeId, importId);
    expect(await pointsOf(storeId)).toBe(10);
    expect(await statusOf(storeId)).toMatchObject({
      status: "reverted",
      awarded: { orders: 60, withdrawn: 59 },
      left: { orders: 1, named: [{ orderId: broken, reason: expect.stringMatching(/^Laurel could not/) }] },
    });
    // Nobody has to wait for it.
    const { importId: second } = await startBackfill({ storeId, since, now });
    while (!(await importPastOrders({ storeId, importId: second, pagesMax: 9 }, () => now)).isDone);
    await takeBack(storeId, second);
    await takeBack(storeId, importId);
    expect((await db().backfill.findUniqueOrThrow({ where: { importId } })).leftOrders).toBe(1);
    await setFacts(facts as object);
    await takeBack(storeId, importId);
    expect(await pointsOf(storeId)).toBe(0);
    const { items } = await getImports(storeId, now);
    expect(items.at(-1)).toMatchObject({
      status: "reverted",
      awarded: { orders: 60, points: 600, customers: 2, withdrawn: 60 },
      left: { orders: 0, named: [] },
    });
  });

  test("frees the orders for another import by another rule", async () => {
    const { storeId, placeOrders } = await openShop(sandbox);
    placeOrders(3);
    await takeBack(storeId, await runImport(storeId));
    await publish(storeId, { rate: { points: 2, per: "1.00" } });
    await runImport(storeId);
    // 10.50 × 2 = 21 points an order.
    expect(await pointsOf(storeId)).toBe(63);
    const { items } = await getImports(storeId, now);
    // The first import's history is not lost with its orders.
    expect(items.map(({ awarded }) => awarded)).toEqual([
      { orders: 3, points: 63, customers: 2, withdrawn: 0 },
      { orders: 3, points: 30, customers: 2, withdrawn: 3 },
    ]);
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

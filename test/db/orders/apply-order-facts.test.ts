import { describe, expect, test } from "vitest";
import { db, pool } from "@/lib/db/client";
import { findDueHolds } from "@/lib/db/orders/find-due-holds";
import type { OrderFacts } from "@/lib/loyalty/order-facts";
import { applyOrderFacts } from "@/lib/services/orders/apply-order-facts";
import { ensureProgram } from "@/lib/services/program/ensure-program";
import { publishProgram } from "@/lib/services/program/publish-program";
import { balanceOf, seedStore } from "@/test/db/ledger/seed";
import { lineRefund, orderFacts, orderLine } from "@/test/factories/order-facts";

const now = new Date("2026-11-24T12:00:00Z");

/** A store on the default program (1 point per whole dollar paid, rounded down, awarded at Completed). */
async function openStore(customers = 1) {
  const seeded = await seedStore(customers);
  await ensureProgram({ storeId: seeded.storeId, currency: "USD" }, now);
  return seeded;
}

function apply(storeId: bigint, ...orders: OrderFacts[]) {
  return applyOrderFacts({ storeId, timeZone: "UTC", orders, now });
}

async function postingsOf(storeId: bigint): Promise<{ key: string; type: string; points: number }[]> {
  const { rows } = await pool().query(
    `SELECT idempotency_key AS key, type, points_change AS points FROM ledger_transactions
      WHERE store_id = $1 ORDER BY id`,
    [String(storeId)],
  );
  return rows;
}

describe("the law of the order, written down", () => {
  test("an order in the award set is awarded once, whatever number of times it is processed", async () => {
    const { storeId, customerIds } = await openStore();
    const order = orderFacts({ lines: [orderLine({ paidIncTaxMinor: 4_250 })] });
    await apply(storeId, order);
    const again = await apply(storeId, order);
    // floor(42.50 × 1) = 42
    expect(await postingsOf(storeId)).toEqual([{ key: "order/100/1", type: "order_award", points: 42 }]);
    expect(again).toMatchObject({ applied: 1, changed: [], posted: 0 });
    expect(await balanceOf(customerIds[0] as bigint)).toMatchObject({ available: 42, pending: 0 });
  });

  test("twenty workers with the same order award it exactly once", async () => {
    const { storeId, customerIds } = await openStore();
    await Promise.all(Array.from({ length: 20 }, () => apply(storeId, orderFacts())));
    expect(await postingsOf(storeId)).toHaveLength(1);
    expect(await balanceOf(customerIds[0] as bigint)).toMatchObject({ available: 100 });
  });

  test("a candidate becomes a member with the first award", async () => {
    const { storeId, customerIds } = await openStore();
    await apply(storeId, orderFacts());
    const customer = await db().customer.findUniqueOrThrow({ where: { id: customerIds[0] as bigint } });
    expect(customer).toMatchObject({ state: "member", memberSince: now });
  });

  test("a fetch older than the one applied is dropped", async () => {
    const { storeId, customerIds } = await openStore();
    const old = orderFacts({ statusId: 10, modifiedAt: "2026-11-01T10:00:00.000Z" });
    const cancelled = orderFacts({ statusId: 5, modifiedAt: "2026-11-01T11:00:00.000Z" });
    await apply(storeId, old);
    await apply(storeId, cancelled);
    const late = await apply(storeId, old);
    expect(late).toMatchObject({ applied: 0, stale: 1, posted: 0 });
    // 100 awarded, 100 taken back on cancel, nothing from the stale fetch.
    expect((await postingsOf(storeId)).map(({ points }) => points)).toEqual([100, -100]);
    expect(await balanceOf(customerIds[0] as bigint)).toMatchObject({ available: 0 });
  });

  test("an order cancelled before anybody saw it completed earns nothing, with the reason", async () => {
    const { storeId } = await openStore();
    await apply(storeId, orderFacts({ statusId: 5 }));
    expect(await postingsOf(storeId)).toEqual([]);
    const order = await db().order.findFirstOrThrow({ where: { storeId } });
    expect(JSON.stringify(order.explanation)).toContain("status.in_cancel_set");
  });

  test("refunding one of two units takes back half, the rest with the second refund, each under the next key", async () => {
    const { storeId, customerIds } = await openStore();
    const lines = [orderLine({ lineId: 7, quantity: 2, paidIncTaxMinor: 5_000 })];
    const half = lineRefund(1, { lineId: 7, quantity: 1, amountMinor: 2_500 });
    const rest = lineRefund(2, { lineId: 7, quantity: 1, amountMinor: 2_500 });
    await apply(storeId, orderFacts({ lines, modifiedAt: "2026-11-01T10:00:00.000Z" }));
    await apply(
      storeId,
      orderFacts({ lines, statusId: 14, refunds: [half], modifiedAt: "2026-11-02T10:00:00.000Z" }),
    );
    // 50.00 → 50; kept 25.00 → 25, so 25 go.
    expect(await balanceOf(customerIds[0] as bigint)).toMatchObject({ available: 25 });
    await apply(
      storeId,
      orderFacts({ lines, statusId: 4, refunds: [half, rest], modifiedAt: "2026-11-03T10:00:00.000Z" }),
    );
    expect(await balanceOf(customerIds[0] as bigint)).toMatchObject({ available: 0 });
    expect((await postingsOf(storeId)).map(({ key, points }) => [key, points])).toEqual([
      ["order/100/1", 50],
      ["order/100/2", -25],
      ["order/100/3", -25],
    ]);
  });

  test("a hold keeps points pending, and processing after its end releases them", async () => {
    const { storeId, customerIds } = await openStore();
    await publishProgram({
      storeId,
      document: { earning: { orders: { rate: { points: 1, per: "1.00" }, holdDays: 14 } } },
      authorId: null,
      note: null,
      now,
    });
    const order = orderFacts({ modifiedAt: now.toISOString() });
    await apply(storeId, order);
    expect(await balanceOf(customerIds[0] as bigint)).toMatchObject({ pending: 100, available: 0 });
    const held = await db().order.findFirstOrThrow({ where: { storeId } });
    const later = new Date((held.pendingUntil as Date).getTime() + 1);
    await applyOrderFacts({ storeId, timeZone: "UTC", orders: [order], now: later });
    expect(await balanceOf(customerIds[0] as bigint)).toMatchObject({ pending: 0, available: 100 });
    expect(await db().order.findFirstOrThrow({ where: { storeId } })).toMatchObject({ pendingUntil: null });
  });

  test("a hold that ends while its customer is disabled waits, and ends once they are reinstated", async () => {
    const { storeId, customerIds } = await openStore();
    const document = { earning: { orders: { rate: { points: 1, per: "1.00" }, holdDays: 14 } } };
    await publishProgram({ storeId, document, authorId: null, note: null, now });
    const order = orderFacts({ modifiedAt: now.toISOString() });
    await apply(storeId, order);
    const later = new Date(now.getTime() + 15 * 86_400_000);
    const id = customerIds[0] as bigint;
    await db().customer.update({ where: { id }, data: { state: "disabled" } });
    await applyOrderFacts({ storeId, timeZone: "UTC", orders: [order], now: later });
    expect(await balanceOf(id)).toMatchObject({ pending: 100, available: 0 });
    expect(await findDueHolds(storeId, later, 10)).toEqual([]);
    await db().customer.update({ where: { id }, data: { state: "member" } });
    expect(await findDueHolds(storeId, later, 10)).toEqual([order.orderId]);
    await applyOrderFacts({ storeId, timeZone: "UTC", orders: [order], now: later });
    expect(await balanceOf(id)).toMatchObject({ pending: 0, available: 100 });
    expect(await findDueHolds(storeId, later, 10)).toEqual([]);
  });

  test("a refund after the rule changed takes back by the rule that awarded", async () => {
    const { storeId, customerIds } = await openStore();
    const lines = [orderLine({ lineId: 7, quantity: 2, paidIncTaxMinor: 10_000 })];
    await apply(storeId, orderFacts({ lines }));
    await publishProgram({
      storeId,
      document: { earning: { orders: { rate: { points: 10, per: "1.00" } } } },
      authorId: null,
      note: null,
      now,
    });
    const refunds = [lineRefund(1, { lineId: 7, quantity: 1, amountMinor: 5_000 })];
    await apply(
      storeId,
      orderFacts({ lines, statusId: 14, refunds, modifiedAt: "2026-11-02T10:00:00.000Z" }),
    );
    // Awarded 100 at 1 per dollar; 50.00 kept at the same rate is 50. Today's rule would have said 500.
    expect(await balanceOf(customerIds[0] as bigint)).toMatchObject({ available: 50 });
  });

  test("an order moved to another customer moves its points", async () => {
    const { storeId, customerIds } = await openStore(2);
    const [anna, ben] = customerIds as [bigint, bigint];
    await apply(storeId, orderFacts({ customerId: 1 }));
    await apply(storeId, orderFacts({ customerId: 2, modifiedAt: "2026-11-02T10:00:00.000Z" }));
    expect(await balanceOf(anna)).toMatchObject({ available: 0 });
    expect(await balanceOf(ben)).toMatchObject({ available: 100 });
  });

  test("a guest order waits for its owner; other customers' orders in the batch do not", async () => {
    const { storeId, customerIds } = await openStore();
    const guest = orderFacts({ orderId: 101, customerId: null, guestEmail: "guest@example.com" });
    const result = await apply(storeId, guest, orderFacts({ orderId: 102 }));
    expect(result).toMatchObject({ applied: 2, changed: [102] });
    expect(await balanceOf(customerIds[0] as bigint)).toMatchObject({ available: 100 });
    const waiting = await db().order.findFirstOrThrow({ where: { storeId, bcOrderId: 101n } });
    expect(waiting).toMatchObject({ customerId: null, guestEmail: "guest@example.com", pointsAvailable: 0n });
  });

  test("one order that breaks a promise is reported and does not hold up the others", async () => {
    const { storeId, customerIds } = await openStore();
    const broken = orderFacts({ orderId: 103, createdAt: "not a date" });
    const result = await apply(storeId, broken, orderFacts({ orderId: 104 }));
    expect(result.failed).toMatchObject([{ orderId: 103 }]);
    expect(result.changed).toEqual([104]);
    expect(await balanceOf(customerIds[0] as bigint)).toMatchObject({ available: 100 });
  });

  test("a store whose time zone is none is awarded in UTC, campaigns too, and that zone is pinned", async () => {
    const { storeId, customerIds } = await openStore();
    // Ordered on 1 November 10:00 UTC: the campaign began the very minute, at UTC.
    const campaign = {
      key: "double",
      name: "Double",
      startsAt: "2026-11-01T10:00",
      endsAt: "2026-11-02T00:00",
    };
    const effect = { kind: "multiplier", multiplier: "2" };
    await publishProgram({ storeId, document: { earning: { campaigns: [{ ...campaign, effect }] } }, now });
    const timeZone = "Pacific Time (US & Canada)";
    const result = await applyOrderFacts({ storeId, timeZone, orders: [orderFacts()], now });
    expect(result.failed).toEqual([]);
    // 100.00 twice
    expect(await balanceOf(customerIds[0] as bigint)).toMatchObject({ available: 200 });
    const order = await db().order.findFirstOrThrow({ where: { storeId } });
    expect(order.pinned).toMatchObject({ timeZone: "UTC" });
  });

  test("a database that refuses for the moment is no fault of any order: all of it is thrown, and done later", async () => {
    const { storeId, customerIds } = await openStore();
    const orders = [orderFacts(), orderFacts({ orderId: 104 })];
    await pool().query(`
      CREATE FUNCTION no_room() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION 'no room' USING ERRCODE = 'disk_full'; END $$;
      CREATE TRIGGER no_room BEFORE INSERT ON ledger_transactions FOR EACH STATEMENT EXECUTE FUNCTION no_room()`);
    await expect(apply(storeId, ...orders)).rejects.toThrow("no room");
    await pool().query("DROP TRIGGER no_room ON ledger_transactions");
    expect(await apply(storeId, ...orders)).toMatchObject({ applied: 2, posted: 2, failed: [] });
    expect(await balanceOf(customerIds[0] as bigint)).toMatchObject({ available: 200 });
  });

  test("a store without a published program awards nothing and says why", async () => {
    const { storeId } = await seedStore();
    const result = await apply(storeId, orderFacts());
    expect(result.failed).toMatchObject([
      { orderId: 100, problem: "The store has no published program yet." },
    ]);
  });

  test("two stores with the same order and customer numbers never touch each other", async () => {
    const [one, two] = [await openStore(), await openStore()];
    await apply(one.storeId, orderFacts());
    expect(await balanceOf(one.customerIds[0] as bigint)).toMatchObject({ available: 100 });
    expect(await balanceOf(two.customerIds[0] as bigint)).toMatchObject({ available: 0 });
    expect(await postingsOf(two.storeId)).toEqual([]);
  });

  test("a thousand orders with duplicates in shuffled batches, four workers at once, converge", async () => {
    const { storeId, customerIds } = await openStore(20);
    const orders = Array.from({ length: 300 }, (_, index) =>
      orderFacts({
        orderId: 1_000 + index,
        customerId: (index % 20) + 1,
        lines: [orderLine({ paidIncTaxMinor: 1_000 + index * 100 })],
      }),
    );
    const batches = [0, 1, 2, 3].map((worker) =>
      orders.filter((_, index) => (index * 7 + worker) % 4 !== 0).reverse(),
    );
    await Promise.all(batches.map((batch) => apply(storeId, ...batch)));
    expect(await postingsOf(storeId)).toHaveLength(300);
    // Customer n has orders 1000 + (n − 1) + 20k for k in 0…14: Σ (10 + (n − 1) + 20k) = 15·(9 + n) + 20·105.
    for (const [index, customerId] of customerIds.entries()) {
      expect(await balanceOf(customerId)).toMatchObject({ available: 15 * (10 + index) + 2_100 });
    }
  });
});

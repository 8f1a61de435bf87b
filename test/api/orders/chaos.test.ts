import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { pool } from "@/lib/db/client";
import { verifyLedger } from "@/lib/db/ledger/verify-ledger";
import { eventually, type Laurel, startLaurel } from "@/test/support/laurel";

/**
 * A bad day: more than a thousand webhooks about 300 orders, a third of them twice, all shuffled, one in twenty lost
 * for good, and the app killed hard twice while they come in. What must be true at the end is arithmetic.
 */
const orderCount = 300;
const customerCount = 30;

/** Order n costs n + 10 dollars without tax, in two units; every tenth is cancelled, every seventh half refunded. */
const unitPrice = (n: number) => ((n + 10) / 2).toFixed(2);
const isCancelled = (n: number) => n % 10 === 0;
const isHalfRefunded = (n: number) => !isCancelled(n) && n % 7 === 0;

/** Default program: one point per whole dollar of what is kept, rounded down once. */
function expectedPoints(n: number): number {
  if (isCancelled(n)) return 0;
  return isHalfRefunded(n) ? Math.floor((n + 10) / 2) : n + 10;
}

let laurel: Laurel;
const numberOf = new Map<number, number>();

beforeAll(async () => {
  laurel = await startLaurel({
    stores: [{ hash: "chaos1" }],
    seed: "empty",
    webhooks: { timeScale: 0.002 },
    env: { SWEEP_INTERVAL_SECONDS: "5" },
  });
  const store = laurel.sandbox.store();
  for (let n = 1; n <= customerCount; n += 1) store.addCustomer({ email: `shopper${n}@example.com` });
  await laurel.install();
}, 120_000);

afterAll(() => laurel?.stop());

test("every order is awarded exactly once through duplicates, shuffles, drops and two kills", async () => {
  const store = laurel.sandbox.store();
  const { webhooks } = laurel.sandbox.admin;
  webhooks.configure({ duplicateRate: 0.33, dropRate: 0.05, shuffleMs: 1_500 });
  const customers = [...store.state.customers.keys()];
  const ids = store.placeOrders(orderCount, (index) => ({
    customerId: customers[index % customerCount],
    statusId: 11,
    lines: [{ name: "Thing", price: unitPrice(index), quantity: 2 }],
  }));
  ids.forEach((id, index) => {
    numberOf.set(id, index);
  });
  await sleep(700);
  await laurel.killApp();
  for (const id of ids) store.setStatus(id, 10);
  for (const id of ids.filter((id) => isCancelled(numberOf.get(id) ?? 0))) store.setStatus(id, 5);
  await sleep(700);
  await laurel.killApp();
  for (const id of ids.filter((id) => isHalfRefunded(numberOf.get(id) ?? 0))) {
    const line = store.state.orders.get(id)?.lines[0];
    store.refund(id, { items: [{ lineId: line?.id ?? 0, quantity: 1 }] });
  }
  await webhooks.idle(60_000);
  expect(webhooks.deliveries().length).toBeGreaterThan(1_000);

  await eventually(
    async () => (await wrongOrders()).length === 0,
    "all orders to hold what the law says",
    90,
  );
  const { rows } = await pool().query(
    "SELECT order_id FROM ledger_transactions WHERE type = 'order_award' GROUP BY order_id HAVING count(*) <> 1",
  );
  expect(rows).toEqual([]);
}, 240_000);

test("orders whose every webhook is lost are found by the sweep, and counted as drift", async () => {
  const store = laurel.sandbox.store();
  const { webhooks } = laurel.sandbox.admin;
  webhooks.configure({ duplicateRate: 0, shuffleMs: 0, dropRate: 1 });
  const customerId = [...store.state.customers.keys()][0];
  // Order k of these costs 310 + k dollars: nothing is cancelled or refunded.
  const lost = store.placeOrders(20, (index) => ({
    customerId,
    statusId: 10,
    lines: [{ name: "Thing", price: unitPrice(orderCount + index), quantity: 2 }],
  }));
  // So long ago that their webhooks should have come: only those count as lost.
  for (const id of lost)
    Object.assign(store.state.orders.get(id) ?? {}, { modifiedAt: Date.now() - 180_000 });
  await webhooks.idle(60_000);
  const held = async () => {
    const { rows } = await pool().query<{ points: number }>(
      "SELECT coalesce(sum(points_available), 0)::int AS points FROM orders WHERE bc_order_id = ANY ($1)",
      [lost],
    );
    return rows[0]?.points;
  };
  // Σ (310 + k) for k = 0 … 19 = 20 × 310 + 190 = 6390.
  await eventually(async () => (await held()) === 6_390, "the sweep to find the lost orders", 150);
  // A sweep writes its figures down when it ends, a moment after it has posted.
  await eventually(
    async () => {
      const { rows } = await pool().query("SELECT coalesce(sum(drifted), 0)::int AS drifted FROM sync_days");
      return rows[0].drifted >= lost.length;
    },
    "the sweep to count them as drift",
    30,
  );
}, 240_000);

test("the ledger proves itself: no difference in sums, balances, running totals, chain or orders", async () => {
  const differences = [];
  for await (const check of verifyLedger(null)) differences.push(...check.differences);
  expect(differences).toEqual([]);
});

async function wrongOrders(): Promise<number[]> {
  const { rows } = await pool().query<{ bc_order_id: number; points: number }>(
    `SELECT o.bc_order_id, coalesce(sum(t.points_change), 0)::int AS points
       FROM orders o LEFT JOIN ledger_transactions t ON t.order_id = o.id GROUP BY o.bc_order_id`,
  );
  const held = new Map(rows.map((row) => [row.bc_order_id, row.points]));
  return [...numberOf].filter(([id, n]) => held.get(id) !== expectedPoints(n)).map(([id]) => id);
}

import { beforeAll, expect, test } from "vitest";
import { advanceBackfill } from "@/lib/db/backfill/note-page";
import { closeDatabase, db, pool } from "@/lib/db/client";
import { startBackfill } from "@/lib/services/backfill/start-backfill";
import { applyOrderFacts } from "@/lib/services/orders/apply-order-facts";
import { publishProgram } from "@/lib/services/program/publish-program";
import { seedStore } from "@/test/db/ledger/seed";
import { orderFacts } from "@/test/factories/order-facts";
import { eventually } from "@/test/support/laurel";

const now = new Date("2026-11-24T12:00:00Z");
const customers = 1_500;
const pageSize = 250;
const tables = ["orders", "customers", "customer_balances", "ledger_transactions", "ledger_entries"];

/** Every customer orders once: pages of an import as they come from BigCommerce, oldest first. */
async function importStore(): Promise<void> {
  const { storeId } = await seedStore(customers);
  await db().store.update({ where: { id: storeId }, data: { installedAt: now } });
  await publishProgram({ storeId, document: { earning: { orders: {} } }, now });
  const { importId } = await startBackfill({ storeId, since: new Date("2026-01-01"), now });
  let cursor: string | null = null;
  for (let first = 1; first <= customers; first += pageSize) {
    const orderIds = Array.from({ length: pageSize }, (_, index) => first + index);
    const orders = orderIds.map((orderId) => orderFacts({ orderId, customerId: orderId }));
    const batch = { importId, mode: "award" } as const;
    const { applied } = await applyOrderFacts({ storeId, timeZone: "UTC", orders, now, batch });
    expect(applied).toBe(pageSize);
    const next = String(first + pageSize);
    const page = { from: cursor, cursor: next, orderIds, leftOut: 0, finishedAt: null };
    expect(await advanceBackfill(storeId, importId, page)).toBe(true);
    cursor = next;
  }
}

/** Rows that statements looked at so far. A connection tells what it read when it ends at the latest. */
async function rowsRead(): Promise<number> {
  await closeDatabase();
  await eventually(async () => {
    const { rows } = await pool().query<{ others: number }>(
      `SELECT count(*) AS others FROM pg_stat_activity
        WHERE datname = current_database() AND backend_type = 'client backend' AND pid <> pg_backend_pid()`,
    );
    return rows[0]?.others === 0;
  }, "the end of all other connections");
  const { rows } = await pool().query<{ read: string }>(
    `SELECT (SELECT sum(seq_tup_read) FROM pg_stat_user_tables WHERE relname = ANY ($1))
          + (SELECT sum(idx_tup_read) FROM pg_stat_user_indexes WHERE relname = ANY ($1)) AS read`,
    [tables],
  );
  return Number(rows[0]?.read);
}

beforeAll(async () => {
  // Nobody counts the tables but this test.
  for (const table of tables) await pool().query(`ALTER TABLE ${table} SET (autovacuum_enabled = false)`);
});

test("the orders of a store the database's statistics know nothing of are found without going through the store", async () => {
  await importStore();
  await pool().query(`ANALYZE ${tables.join(", ")}`);
  const before = await rowsRead();
  await importStore();
  const readPerOrder = ((await rowsRead()) - before) / customers;
  // Its row, its customer, their balance, its transaction and its entries, each some times over; never its neighbours.
  expect(readPerOrder).toBeGreaterThan(5);
  expect(readPerOrder).toBeLessThan(100);
});

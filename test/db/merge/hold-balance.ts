import { expect } from "vitest";
import { pool } from "@/lib/db/client";

/**
 * Keeps a customer's balance locked until let go, so that whatever is begun meanwhile queues up behind it, in the
 * order it was begun.
 */
export async function holdBalance(customerId: bigint) {
  const client = await pool().connect();
  await client.query("BEGIN");
  await client.query("SELECT 1 FROM customer_balances WHERE customer_id = $1 FOR UPDATE", [
    String(customerId),
  ]);
  return {
    /** Resolves once this many transactions wait for a lock in this database. */
    waiters: (count: number) =>
      expect
        .poll(
          async () => {
            const { rows } = await pool().query(
              "SELECT count(*)::int AS n FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'",
            );
            return rows[0].n;
          },
          { timeout: 10_000, interval: 10 },
        )
        .toBe(count),
    async letGo() {
      await client.query("ROLLBACK");
      client.release();
    },
  };
}

import { pool } from "@/lib/db/client";
import { expectWaiters } from "@/test/db/expect-waiters";

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
    waiters: expectWaiters,
    async letGo() {
      await client.query("ROLLBACK");
      client.release();
    },
  };
}

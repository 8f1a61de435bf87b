import { pool } from "@/lib/db/client";
import { verifyLedger } from "@/lib/db/ledger/verify-ledger";
import { sealLedger } from "@/lib/services/ledger/seal-ledger";

/** Dates what was posted last for a customer; only with the triggers off can a ledger row change. */
export async function backdate(customerId: bigint, at: string): Promise<void> {
  const client = await pool().connect();
  try {
    await client.query("BEGIN");
    await client.query("SET LOCAL session_replication_role = replica");
    await client.query(
      `UPDATE ledger_transactions SET created_at = $2
        WHERE id = (SELECT max(id) FROM ledger_transactions WHERE customer_id = $1)`,
      [String(customerId), at],
    );
    await client.query("COMMIT");
  } finally {
    client.release();
  }
}

/** Names of the checks of `ledger:verify` that find a difference in the sealed ledger of a store. */
export async function ledgerDifferences(storeId: bigint): Promise<string[]> {
  await sealLedger(storeId);
  const failing: string[] = [];
  for await (const { name, differences } of verifyLedger(storeId))
    if (differences.length > 0) failing.push(name);
  return failing;
}

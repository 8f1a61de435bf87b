import { pool } from "@/lib/db/client";
import { verifyLedger } from "@/lib/db/ledger/verify-ledger";
import { sealLedger } from "@/lib/services/ledger/seal-ledger";

/** The highest id that any transaction has; 0 before the first. */
export async function lastTransactionId(): Promise<bigint> {
  const { rows } = await pool().query("SELECT coalesce(max(id), 0) AS id FROM ledger_transactions");
  return BigInt(rows[0].id);
}

/** Dates everything a store has posted since the transaction `afterId`; only with the triggers off can a row change. */
export async function backdateSince(storeId: bigint, afterId: bigint, at: string): Promise<void> {
  const client = await pool().connect();
  try {
    await client.query("BEGIN");
    await client.query("SET LOCAL session_replication_role = replica");
    await client.query("UPDATE ledger_transactions SET created_at = $3 WHERE store_id = $1 AND id > $2", [
      String(storeId),
      String(afterId),
      at,
    ]);
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

import { pool } from "@/lib/db/client";

/** Stores with ledger transactions behind their last sealed block. */
export async function findUnsealedStores(limit: number): Promise<bigint[]> {
  const { rows } = await pool().query<{ id: number }>({
    name: "ledger-find-unsealed-stores-1",
    text: `
SELECT s.id FROM stores s
 WHERE EXISTS (
   SELECT 1 FROM ledger_transactions t
    WHERE t.store_id = s.id
      AND t.id > coalesce((SELECT b.to_transaction_id FROM ledger_blocks b
                            WHERE b.store_id = s.id ORDER BY b.number DESC LIMIT 1), 0))
 ORDER BY s.id LIMIT $1`,
    values: [limit],
  });
  return rows.map((row) => BigInt(row.id));
}

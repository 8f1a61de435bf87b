import { pool } from "@/lib/db/client";
import { hiddenTypes } from "@/lib/db/storefront/hidden-types";
import type { Explanation } from "@/lib/loyalty/explain/explanation";

export type PointsTransactionRow = {
  id: number;
  points_change: number;
  type: string;
  description: string | null;
  explanation: Explanation;
  bc_order_id: number | null;
  program_version: number | null;
  /** Points of it are still on hold: it put some there, and its order has some there. */
  pending: boolean;
  created_at: Date;
};

/**
 * Points transactions of a customer and of everybody merged into them, newest first, after the row `afterId`; at most
 * `limit`. Each person's come from the index, so a page costs the same however long the history is.
 */
export async function findPointsTransactions(
  storeId: bigint,
  customerId: bigint,
  page: { afterId: number | null; limit: number },
): Promise<PointsTransactionRow[]> {
  const { rows } = await pool().query<PointsTransactionRow>({
    name: "storefront-points-transactions-2",
    text: `WITH people AS (
             SELECT id FROM customers WHERE store_id = $1 AND id = $2
             UNION ALL SELECT id FROM customers WHERE store_id = $1 AND merged_into_id = $2
           ), page AS (
             SELECT t.* FROM people p CROSS JOIN LATERAL (
               SELECT * FROM ledger_transactions
                WHERE store_id = $1 AND customer_id = p.id AND id < $3 AND type <> ALL ($4::ledger_transaction_type[])
                ORDER BY id DESC LIMIT $5) t
              ORDER BY t.id DESC LIMIT $5
           )
           SELECT t.id, t.points_change, t.type, t.description, t.explanation, t.created_at,
                  o.bc_order_id, v.number AS program_version,
                  o.points_pending > 0 AND EXISTS (
                    SELECT 1 FROM ledger_entries e
                     WHERE e.transaction_id = t.id AND e.account = 'customer:pending' AND e.amount > 0
                  ) IS TRUE AS pending
             FROM page t
             LEFT JOIN orders o ON o.id = t.order_id AND o.store_id = t.store_id
             LEFT JOIN program_versions v ON v.id = t.program_version_id AND v.store_id = t.store_id
            ORDER BY t.id DESC`,
    values: [storeId, customerId, page.afterId ?? Number.MAX_SAFE_INTEGER, hiddenTypes, page.limit],
  });
  return rows.map((row) => ({ ...row, pending: row.pending === true }));
}

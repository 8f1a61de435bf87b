import { pool } from "@/lib/db/client";
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

/** Types that only move points between places of the ledger and would tell a shopper nothing. */
const hiddenTypes = ["redemption_capture", "redemption_use"];

/** A customer's points transactions, newest first, after the row `afterId`; at most `limit`. */
export async function findPointsTransactions(
  storeId: bigint,
  customerId: bigint,
  page: { afterId: number | null; limit: number },
): Promise<PointsTransactionRow[]> {
  const { rows } = await pool().query<PointsTransactionRow>({
    name: "storefront-points-transactions",
    text: `SELECT t.id, t.points_change, t.type, t.description, t.explanation, t.created_at,
                  o.bc_order_id, v.number AS program_version,
                  o.points_pending > 0 AND EXISTS (
                    SELECT 1 FROM ledger_entries e
                     WHERE e.transaction_id = t.id AND e.account = 'customer:pending' AND e.amount > 0
                  ) IS TRUE AS pending
             FROM ledger_transactions t
             LEFT JOIN orders o ON o.id = t.order_id AND o.store_id = t.store_id
             LEFT JOIN program_versions v ON v.id = t.program_version_id AND v.store_id = t.store_id
            WHERE t.store_id = $1 AND t.customer_id = $2 AND t.id < $3 AND t.type <> ALL ($4::ledger_transaction_type[])
            ORDER BY t.id DESC LIMIT $5`,
    values: [storeId, customerId, page.afterId ?? Number.MAX_SAFE_INTEGER, hiddenTypes, page.limit],
  });
  return rows.map((row) => ({ ...row, pending: row.pending === true }));
}

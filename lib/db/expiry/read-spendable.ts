import { type LedgerExecutor, type NamedStatement, runStatement } from "@/lib/db/ledger/executor";
import type { PointsLot } from "@/lib/loyalty/expiry/expiring-points";

/**
 * From the ledger, for customers and everybody merged into them: what became spendable by local day, what is gone,
 * and the last day of activity. Merges only move points within such a group and are left out, so moved points keep
 * their age. All postings of one order are one lot, dated when its points first became spendable: a refund takes back
 * its own points, not somebody's older ones. Redemptions and expiry only change what is gone. The parts are stacked and
 * grouped once, not joined: a plan made for any number of customers would join them one by one.
 *
 * $1 store, $2 customers, $3 zone, $4 first day whose lots are left out (null: none)
 */
const spendableStatement: NamedStatement = {
  name: "expiry-spendable-2",
  text: `
WITH people AS (
  SELECT id AS owner, id AS member FROM customers WHERE store_id = $1::bigint AND id = ANY ($2::bigint[])
  UNION ALL
  SELECT merged_into_id, id FROM customers WHERE store_id = $1::bigint AND merged_into_id = ANY ($2::bigint[])
), moves AS MATERIALIZED (
  SELECT p.owner, t.type, t.order_id, t.created_at, t.points_change,
         coalesce((SELECT sum(e.amount) FROM ledger_entries e
                    WHERE e.transaction_id = t.id AND e.account IN ('customer:available', 'customer:debt')), 0) AS amount
    FROM people p JOIN ledger_transactions t ON t.store_id = $1::bigint AND t.customer_id = p.member
   WHERE t.type <> 'merge'
), units AS (
  SELECT owner, min(created_at) FILTER (WHERE amount > 0) AS at, sum(amount) AS amount
    FROM moves WHERE type IN ('order_award', 'order_reversal', 'hold_release') GROUP BY owner, order_id
  UNION ALL
  SELECT owner, created_at, amount FROM moves WHERE type IN ('adjustment', 'action_award', 'import')
  UNION ALL
  SELECT owner, NULL, sum(amount) FROM moves
   WHERE type NOT IN ('order_award', 'order_reversal', 'hold_release', 'adjustment', 'action_award', 'import')
   GROUP BY owner
), days AS (
  SELECT owner, (at AT TIME ZONE $3)::date AS day, sum(amount) AS points
    FROM units WHERE amount > 0 AND at IS NOT NULL GROUP BY 1, 2
), facts AS (
  SELECT owner, NULL::date AS lot_day, NULL::numeric AS points, NULL::numeric AS gone, NULL::date AS active_day
    FROM people WHERE member = owner
  UNION ALL
  SELECT owner, day, points, NULL, NULL FROM days WHERE $4::date IS NULL OR day < $4::date
  UNION ALL
  SELECT owner, NULL, NULL, -amount, NULL FROM units WHERE amount < 0 OR at IS NULL
  UNION ALL
  SELECT owner, NULL, NULL, NULL, (created_at AT TIME ZONE $3)::date FROM moves
   WHERE type IN ('order_award', 'hold_release', 'action_award', 'import', 'redemption_hold', 'redemption_release',
                  'redemption_return') OR (type = 'adjustment' AND points_change > 0)
)
SELECT owner AS customer_id,
  coalesce(json_agg(json_build_object('day', lot_day::text, 'points', points) ORDER BY lot_day)
    FILTER (WHERE lot_day IS NOT NULL), '[]'::json) AS lots,
  coalesce(sum(gone), 0)::bigint AS gone, max(active_day)::text AS last_active_day
  FROM facts GROUP BY owner`,
};

export type SpendableRow = { lots: PointsLot[]; gone: number; lastActiveDay: string | null };

type Row = {
  customer_id: bigint | number;
  lots: PointsLot[];
  gone: bigint | number;
  last_active_day: string | null;
};

export type ReadSpendableInput = {
  customerIds: readonly bigint[];
  timeZone: string;
  /** Lots of this day and later are left out: they cannot matter yet. */
  lotsBefore?: string;
};

/** By customer id; customers of another store are absent. Exact only under `lockBalances`. */
export async function readSpendable(
  executor: LedgerExecutor,
  storeId: bigint,
  { customerIds, timeZone, lotsBefore }: ReadSpendableInput,
): Promise<Map<bigint, SpendableRow>> {
  const rows = await runStatement<Row>(executor, spendableStatement, [
    String(storeId),
    customerIds.map(String),
    timeZone,
    lotsBefore ?? null,
  ]);
  return new Map(
    rows.map((row) => [
      BigInt(row.customer_id),
      { lots: row.lots, gone: Number(row.gone), lastActiveDay: row.last_active_day },
    ]),
  );
}

import { pool } from "@/lib/db/client";
import { findSettledTransactionId } from "@/lib/db/ledger/seal-block";
import { inTransaction } from "@/lib/db/transaction";

const dayColumns = `(created_at AT TIME ZONE $2)::date AS day,
  coalesce(sum(points_change) FILTER (WHERE type IN ('order_award', 'action_award')), 0) AS issued,
  coalesce(-sum(points_change) FILTER (WHERE type = 'order_reversal'), 0) AS reversed,
  coalesce(sum(points_change), 0) AS net,
  count(*) FILTER (WHERE type = 'order_award' AND idempotency_key LIKE 'order/%/1') AS orders`;

export type PointsDayRecord = { day: string; issued: number; reversed: number; ordersAwarded: number };

export type PointsSums = {
  days: PointsDayRecord[];
  outstanding: number;
  /** Transactions not yet in the daily sums: when many, call {@link advancePointsRollup}. */
  tailCount: number;
};

/**
 * Points by day since `firstDay` (in the store's zone) and the points outstanding: the daily sums plus what came
 * after their mark, so always up to date.
 */
export async function sumPoints(storeId: bigint, timeZone: string, firstDay: string): Promise<PointsSums> {
  const { rows } = await pool().query<{
    day: string;
    issued: string;
    reversed: string;
    net: string;
    orders: string;
    tail: string;
  }>({
    name: "sum-points",
    text: `WITH tail AS (
             SELECT ${dayColumns}, count(*) AS tail FROM ledger_transactions
              WHERE store_id = $1 AND id > coalesce(
                (SELECT through_transaction_id FROM points_rollups WHERE store_id = $1), 0)
              GROUP BY 1)
           SELECT day, sum(issued) AS issued, sum(reversed) AS reversed, sum(net) AS net, sum(orders) AS orders,
                  sum(tail) AS tail
             FROM (SELECT day, issued, reversed, net, orders, tail FROM tail
                   UNION ALL
                   SELECT day, issued, reversed, net_change, orders_awarded, 0 FROM points_days WHERE store_id = $1) d
            GROUP BY day ORDER BY day`,
    values: [storeId, timeZone],
  });
  return {
    days: rows
      .filter((row) => row.day >= firstDay)
      .map((row) => ({
        day: row.day,
        issued: Number(row.issued),
        reversed: Number(row.reversed),
        ordersAwarded: Number(row.orders),
      })),
    outstanding: rows.reduce((sum, row) => sum + Number(row.net), 0),
    tailCount: rows.reduce((sum, row) => sum + Number(row.tail), 0),
  };
}

/**
 * Moves the mark of the daily sums forward over everything that is settled: below it no transaction can appear any
 * more, so nothing is summed twice or left out. Two at once: one does it, one waits.
 */
export async function advancePointsRollup(storeId: bigint, timeZone: string): Promise<void> {
  const settled = await findSettledTransactionId(storeId);
  if (settled === null) return;
  await inTransaction(async (tx) => {
    await tx.$executeRaw`INSERT INTO points_rollups (store_id) VALUES (${storeId}) ON CONFLICT DO NOTHING`;
    const [rollup] = await tx.$queryRaw<{ mark: bigint }[]>`
      SELECT through_transaction_id AS mark FROM points_rollups WHERE store_id = ${storeId} FOR UPDATE`;
    if (!rollup || rollup.mark >= settled) return;
    await tx.$executeRawUnsafe(addDays, storeId, timeZone, rollup.mark, settled);
    await tx.$executeRaw`
      UPDATE points_rollups SET through_transaction_id = ${settled} WHERE store_id = ${storeId}`;
  });
}

const addDays = `
  INSERT INTO points_days (day, issued, reversed, net_change, orders_awarded, store_id)
  SELECT ${dayColumns}, $1::bigint FROM ledger_transactions
   WHERE store_id = $1::bigint AND id > $3::bigint AND id <= $4::bigint GROUP BY 1
      ON CONFLICT (store_id, day) DO UPDATE SET
         issued = points_days.issued + excluded.issued, reversed = points_days.reversed + excluded.reversed,
         net_change = points_days.net_change + excluded.net_change,
         orders_awarded = points_days.orders_awarded + excluded.orders_awarded`;

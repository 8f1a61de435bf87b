import { pool } from "@/lib/db/client";

export type AppliedPage = {
  from: string | null;
  cursor: string | null;
  /** BigCommerce ids of its orders. */
  orderIds: readonly number[];
  leftOut: number;
  finishedAt: Date | null;
};

/**
 * Notes a page and what it gave after it was applied, also when the import was stopped meanwhile: its points are
 * there. After the last page the import is done even then, and refunds are asked about no more. A page is noted once
 * however often it is applied, so what it gave is counted once. False when another worker was here first, or there is
 * no more to do.
 */
export async function advanceBackfill(
  storeId: bigint,
  importId: bigint,
  page: AppliedPage,
): Promise<boolean> {
  const { from, cursor, orderIds, leftOut, finishedAt } = page;
  const { rows } = await pool().query<{ goesOn: boolean }>({
    name: "note-import-page",
    text: noteSql,
    values: [String(storeId), String(importId), from, cursor, orderIds, leftOut, finishedAt],
  });
  return rows[0]?.goesOn ?? false;
}

/**
 * Whoever took the import back meanwhile has counted the page already. Pages go by ascending number, so somebody
 * is new who has no order of this import before the page. Additions of nothing, and subqueries the planner must leave
 * alone, keep it to the indexes by order and by customer: those by import or store alone lead through all that was
 * imported, which looks cheap while the statistics are older than the import.
 */
const noteSql = `
WITH moved AS (
  UPDATE import_jobs SET
    cursor = coalesce($4::text, cursor), done = done + cardinality($5::bigint[]), updated_at = now(),
    status = CASE WHEN $7::timestamptz IS NULL THEN status ELSE 'done' END,
    finished_at = coalesce($7, finished_at),
    error = CASE WHEN status = 'running' OR $7 IS NOT NULL THEN NULL ELSE error END
   WHERE store_id = $1::bigint AND id = $2::bigint AND status IN ('running', 'failed') AND cursor IS NOT DISTINCT FROM $3::text
  RETURNING id, status
), given AS MATERIALIZED (
  SELECT o.customer_id, o.points_awarded FROM unnest($5::bigint[]) AS page(id)
   CROSS JOIN LATERAL (
     SELECT customer_id, points_awarded, import_id FROM orders
      WHERE store_id = $1::bigint AND bc_order_id = page.id OFFSET 0) o
   WHERE o.import_id = $2::bigint
), people AS (
  SELECT DISTINCT customer_id FROM given WHERE customer_id IS NOT NULL
), newcomers AS (
  SELECT count(*) AS n FROM people
   WHERE (
     SELECT 1 FROM orders earlier
      WHERE earlier.store_id = $1::bigint AND earlier.customer_id = people.customer_id
        AND earlier.import_id + 0 = $2::bigint
        AND earlier.bc_order_id + 0 < (SELECT min(id) FROM unnest($5::bigint[]) AS page(id))
      LIMIT 1) IS NULL
), counted AS (
  UPDATE backfills b SET
    given_orders = b.given_orders + CASE WHEN b.revert_requested_at IS NULL THEN (SELECT count(*) FROM given) ELSE 0 END,
    given_points = b.given_points
      + CASE WHEN b.revert_requested_at IS NULL THEN (SELECT coalesce(sum(points_awarded), 0) FROM given) ELSE 0 END,
    given_customers = b.given_customers + CASE WHEN b.revert_requested_at IS NULL THEN (SELECT n FROM newcomers) ELSE 0 END,
    left_out = b.left_out + $6::int,
    cancelled_at = CASE WHEN $7::timestamptz IS NULL THEN b.cancelled_at END
    FROM moved WHERE b.import_id = moved.id
), forgotten AS (
  DELETE FROM backfill_refunds r USING moved WHERE r.import_id = moved.id AND $7::timestamptz IS NOT NULL
)
SELECT status = 'running' AS "goesOn" FROM moved`;

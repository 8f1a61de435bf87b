import { db } from "@/lib/db/client";

/** Work that time alone brings, or that a kill left behind; `before` are instants. */
export type DueBefore = {
  /** Pending since before this without an end: whoever issued it is gone. */
  stuck: Date;
  /** Expired before this, unused. */
  expired: Date;
  /** A cancellation or removal begun before this that did not get to its end. */
  unfinished: Date;
};

const dueSql = (columns: string) => `
  SELECT ${columns} FROM redemptions r JOIN stores s ON s.id = r.store_id AND s.status = 'installed'
   WHERE (r.status = 'pending' AND r.updated_at < $1)
      OR (r.status = 'issued' AND r.used_at IS NULL AND r.mechanism <> 'store_credit' AND r.expires_at < $2)
      OR (r.status IN ('pending', 'issued') AND r.used_at IS NULL AND r.cancel_requested_at < $3)
      OR (r.code_removed_at IS NULL AND r.mechanism <> 'store_credit' AND r.updated_at < $3
          AND (r.status IN ('cancelled', 'failed') OR r.points_returned_at IS NOT NULL OR r.retakes > 0))`;

export async function findStoresWithDueRedemptions(due: DueBefore, limit: number): Promise<bigint[]> {
  const rows = await db().$queryRawUnsafe<{ id: bigint }[]>(
    `${dueSql("DISTINCT r.store_id AS id")} ORDER BY 1 LIMIT $4`,
    due.stuck,
    due.expired,
    due.unfinished,
    limit,
  );
  return rows.map((row) => row.id);
}

/** Ids in the order they were bought, after `afterId`. */
export async function findDueRedemptions(
  storeId: bigint,
  due: DueBefore,
  page: { afterId: bigint; limit: number },
): Promise<bigint[]> {
  const rows = await db().$queryRawUnsafe<{ id: bigint }[]>(
    `SELECT id FROM (${dueSql("r.id, r.store_id")}) d WHERE store_id = $4 AND id > $5 ORDER BY id LIMIT $6`,
    due.stuck,
    due.expired,
    due.unfinished,
    storeId,
    page.afterId,
    page.limit,
  );
  return rows.map((row) => row.id);
}

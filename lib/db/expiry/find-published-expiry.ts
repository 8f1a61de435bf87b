import { pool } from "@/lib/db/client";

export type ExpiryVersionRow = {
  id: bigint;
  publishedAt: Date;
  /** The document's `expiry`, not yet parsed; null where it is absent. */
  expiry: unknown;
};

/**
 * The expiry settings of every version a store ever published, the one in force first, the store's zone, and the last
 * day whose night is done (null before the first).
 */
export async function findPublishedExpiry(
  storeId: bigint,
): Promise<{ timeZone: string; throughDay: string | null; versions: ExpiryVersionRow[] }> {
  const { rows } = await pool().query({
    name: "expiry-published-2",
    text: `SELECT s.time_zone, j.through_day::text AS through_day, v.id, v.published_at, v.document->'expiry' AS expiry
             FROM program_versions v JOIN stores s ON s.id = v.store_id
             LEFT JOIN daily_jobs j ON j.store_id = s.id AND j.job = 'expiry'
            WHERE v.store_id = $1 AND v.status IN ('published', 'superseded') AND v.published_at IS NOT NULL
            ORDER BY v.status = 'published' DESC, v.published_at DESC, v.number DESC`,
    values: [storeId],
  });
  return {
    timeZone: rows[0]?.time_zone ?? "UTC",
    throughDay: rows[0]?.through_day ?? null,
    versions: rows.map((row) => ({ id: BigInt(row.id), publishedAt: row.published_at, expiry: row.expiry })),
  };
}

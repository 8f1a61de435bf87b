import { db, pool } from "@/lib/db/client";

/** Fingerprints of the reviews these products had when they were last read, by BigCommerce product id. */
export async function findReviewMarks(
  storeId: bigint,
  productIds: readonly number[],
): Promise<Map<number, string>> {
  const rows = await db().productReviewMark.findMany({
    where: { storeId, bcProductId: { in: productIds.map(BigInt) } },
  });
  return new Map(rows.map((row) => [Number(row.bcProductId), row.fingerprint]));
}

export async function saveReviewMark(
  storeId: bigint,
  { productId, fingerprint, at }: { productId: number; fingerprint: string; at: Date },
): Promise<void> {
  await pool().query(
    `INSERT INTO product_review_marks (store_id, bc_product_id, fingerprint, checked_at) VALUES ($1, $2, $3, $4)
     ON CONFLICT (store_id, bc_product_id) DO UPDATE SET fingerprint = excluded.fingerprint, checked_at = excluded.checked_at`,
    [storeId, productId, fingerprint, at],
  );
}

/** Installed stores whose published program pays for reviews. */
export async function findReviewStores(): Promise<bigint[]> {
  const { rows } = await pool().query(
    `SELECT s.id FROM stores s JOIN program_versions v ON v.store_id = s.id AND v.status = 'published'
      WHERE s.status = 'installed' AND v.document @> '{"earning": {"actions": [{"kind": "review"}]}}' ORDER BY s.id`,
  );
  return rows.map((row) => BigInt(row.id));
}

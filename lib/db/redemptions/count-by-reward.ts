import { db } from "@/lib/db/client";

export type RewardCounts = { issued: number; used: number; held: number; lost: number };

/** How many codes of each reward were issued, used, are still held, and are lost at BigCommerce; by `points_products` id. */
export async function countByReward(storeId: bigint): Promise<Map<number, RewardCounts>> {
  const rows = await db().$queryRaw<
    { id: bigint; issued: bigint; used: bigint; held: bigint; lost: bigint }[]
  >`
    SELECT product_id AS id,
           count(*) FILTER (WHERE issued_at IS NOT NULL) AS issued,
           count(*) FILTER (WHERE used_at IS NOT NULL) AS used,
           count(*) FILTER (WHERE status = 'issued' AND used_at IS NULL AND mechanism <> 'store_credit') AS held,
           count(*) FILTER (WHERE status = 'issued' AND used_at IS NULL AND code_missing_at IS NOT NULL
                                  AND cancel_requested_at IS NULL) AS lost
      FROM redemptions WHERE store_id = ${storeId} GROUP BY product_id`;
  const toCounts = ({ issued, used, held, lost }: (typeof rows)[number]) => ({
    issued: Number(issued),
    used: Number(used),
    held: Number(held),
    lost: Number(lost),
  });
  return new Map(rows.map((row) => [Number(row.id), toCounts(row)]));
}

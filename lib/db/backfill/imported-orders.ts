import { db, pool } from "@/lib/db/client";
import type { OrderFacts } from "@/lib/loyalty/order-facts";

/** Orders an import awarded and still stands for, by our id, with their facts as last applied. */
export async function listImportedOrders(
  storeId: bigint,
  importId: bigint,
  limit: number,
): Promise<OrderFacts[]> {
  const rows = await db().order.findMany({
    where: { storeId, importId, withdrawnAt: null },
    orderBy: { id: "asc" },
    select: { facts: true },
    take: limit,
  });
  return rows.map((row) => row.facts as unknown as OrderFacts);
}

/** What an import gave: orders, points awarded for them, the people who got them, and how many orders were taken back. */
export type ImportedSum = { orders: number; points: number; customers: number; withdrawn: number };

export const nothingGiven: ImportedSum = { orders: 0, points: 0, customers: 0, withdrawn: 0 };

/** By import. An import that awarded nothing is not in the map. */
export async function sumImportedOrders(
  storeId: bigint,
  importIds: readonly bigint[],
): Promise<Map<bigint, ImportedSum>> {
  const { rows } = await pool().query<ImportedSum & { importId: number }>({
    name: "sum-imported-orders",
    text: `SELECT import_id AS "importId", count(*)::int AS orders, coalesce(sum(points_awarded), 0)::bigint AS points,
                  count(DISTINCT customer_id)::int AS customers, count(withdrawn_at)::int AS withdrawn
             FROM orders WHERE store_id = $1 AND import_id = ANY ($2::bigint[]) GROUP BY import_id`,
    values: [String(storeId), importIds.map(String)],
  });
  return new Map(rows.map(({ importId, ...sum }) => [BigInt(importId), sum]));
}

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

/** How many orders an import awarded, and the points awarded for them. */
export async function sumImportedOrders(
  storeId: bigint,
  importId: bigint,
): Promise<{ orders: number; points: number }> {
  const { rows } = await pool().query<{ orders: number; points: number }>({
    name: "sum-imported-orders",
    text: `SELECT count(*)::int AS orders, coalesce(sum(points_awarded), 0)::bigint AS points
             FROM orders WHERE store_id = $1 AND import_id = $2`,
    values: [String(storeId), String(importId)],
  });
  return rows[0] ?? { orders: 0, points: 0 };
}

import { pool } from "@/lib/db/client";

/** Those of these orders (BigCommerce ids) that had refunds, declined ones too, when they were applied last. */
export async function findRefunded(storeId: bigint, orderIds: readonly number[]): Promise<Set<number>> {
  if (orderIds.length === 0) return new Set();
  const { rows } = await pool().query<{ id: number }>({
    name: "find-refunded",
    text: `SELECT bc_order_id AS id FROM orders
            WHERE store_id = $1 AND bc_order_id = ANY ($2::bigint[]) AND facts -> 'refunds' <> '[]'::jsonb`,
    values: [String(storeId), orderIds],
  });
  return new Set(rows.map(({ id }) => id));
}

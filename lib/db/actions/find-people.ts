import { db, pool } from "@/lib/db/client";

export type Person = { id: bigint; originChannelId: number | null };

/** Customers of a store with this e-mail who are still there: several where storefronts have accounts of their own. */
export async function findPeopleByEmail(storeId: bigint, email: string): Promise<Person[]> {
  const rows = await db().customer.findMany({
    where: { storeId, email: email.trim().toLowerCase(), mergedIntoId: null, deletedAt: null },
    select: { id: true, originChannelId: true },
    orderBy: { id: "asc" },
  });
  return rows.map(({ id, originChannelId }) => ({
    id,
    originChannelId: originChannelId === null ? null : Number(originChannelId),
  }));
}

/** Products in orders of known customers placed since `since`, the most recent first (BigCommerce ids). */
export async function findProductsOrderedSince(
  storeId: bigint,
  since: Date,
  limit: number,
): Promise<number[]> {
  const { rows } = await pool().query(
    `SELECT (line->>'productId')::bigint AS id
       FROM orders o, jsonb_array_elements(o.facts->'lines') AS line
      WHERE o.store_id = $1 AND o.placed_at >= $2 AND o.customer_id IS NOT NULL AND (line->>'productId')::bigint > 0
      GROUP BY 1 ORDER BY max(o.placed_at) DESC LIMIT $3`,
    [storeId, since, limit],
  );
  return rows.map((row) => row.id);
}

/** Whether an order of the customer that was not cancelled has the product and was placed before `before`. */
export async function hasBought(
  storeId: bigint,
  { customerId, productId, before }: { customerId: bigint; productId: number; before: Date },
): Promise<boolean> {
  const { rowCount } = await pool().query(
    `SELECT 1 FROM orders WHERE store_id = $1 AND customer_id = $2 AND placed_at < $3 AND status_id NOT IN (0, 4, 5, 6)
        AND facts->'lines' @> jsonb_build_array(jsonb_build_object('productId', $4::bigint)) LIMIT 1`,
    [storeId, customerId, before, productId],
  );
  return (rowCount ?? 0) > 0;
}

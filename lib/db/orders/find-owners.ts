import { pool } from "@/lib/db/client";

/** Our customer (the heir, when merged) for each of these BigCommerce customer ids that the store knows. */
export async function findOwners(
  storeId: bigint,
  bcCustomerIds: readonly number[],
): Promise<Map<number, number>> {
  const { rows } = await pool().query<{ bcId: number; ownerId: number }>({
    name: "find-owners",
    text: `SELECT known.* FROM unnest($2::bigint[]) AS asked(id)
            CROSS JOIN LATERAL (
              SELECT bc_customer_id AS "bcId", coalesce(merged_into_id, id) AS "ownerId" FROM customers
               WHERE store_id = $1 AND bc_customer_id = asked.id OFFSET 0) known`,
    values: [String(storeId), bcCustomerIds],
  });
  return new Map(rows.map(({ bcId, ownerId }) => [bcId, ownerId]));
}

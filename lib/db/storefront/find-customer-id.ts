import { pool } from "@/lib/db/client";

/** Our id of a store's BigCommerce customer, whoever they were merged into, or null when we do not know them. */
export async function findCustomerId(storeId: bigint, bcCustomerId: number): Promise<bigint | null> {
  const { rows } = await pool().query<{ id: number }>({
    name: "storefront-customer-id-2",
    text: "SELECT coalesce(merged_into_id, id) AS id FROM customers WHERE store_id = $1 AND bc_customer_id = $2",
    values: [storeId, bcCustomerId],
  });
  return rows[0] ? BigInt(rows[0].id) : null;
}

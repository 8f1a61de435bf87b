import { pool } from "@/lib/db/client";

/** Those of these BigCommerce customer ids that the store has no customer for. */
export async function findUnknownCustomers(
  storeId: bigint,
  bcCustomerIds: readonly number[],
): Promise<number[]> {
  if (bcCustomerIds.length === 0) return [];
  const { rows } = await pool().query<{ id: number }>({
    name: "find-unknown-customers",
    text: `SELECT asked.id FROM unnest($2::bigint[]) AS asked(id)
            WHERE (SELECT 1 FROM customers WHERE store_id = $1 AND bc_customer_id = asked.id) IS NULL`,
    values: [String(storeId), bcCustomerIds],
  });
  return rows.map(({ id }) => id);
}

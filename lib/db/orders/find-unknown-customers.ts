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
            WHERE NOT EXISTS (
              SELECT 1 FROM customers known WHERE known.store_id = $1 AND known.bc_customer_id = asked.id)`,
    values: [String(storeId), bcCustomerIds],
  });
  return rows.map(({ id }) => id);
}

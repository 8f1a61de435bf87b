import { pool } from "@/lib/db/client";

/** BigCommerce's id of the customer with this e-mail (lower case); null for none, and for several on several storefronts. */
export async function findBcCustomerIdByEmail(storeId: bigint, email: string): Promise<number | null> {
  const { rows } = await pool().query<{ bc_customer_id: number }>({
    name: "storefront-customer-by-email-2",
    text: `SELECT bc_customer_id FROM customers
            WHERE store_id = $1 AND email = $2 AND bc_customer_id IS NOT NULL AND merged_into_id IS NULL
              AND deleted_at IS NULL LIMIT 2`,
    values: [String(storeId), email],
  });
  return rows.length === 1 ? (rows[0]?.bc_customer_id ?? null) : null;
}

import { pool } from "@/lib/db/client";

export type CartShopperRow = {
  state: "candidate" | "member" | "disabled";
  /** BigCommerce's group, as far as the customer was synced. */
  bc_group_id: number | null;
  /** Whether an order of theirs is known; an incomplete one (status 0) does not count. */
  has_ordered: boolean;
};

/** What is known of a customer that their next order will be decided by; null for one of another store or merged away. */
export async function findCartShopper(storeId: bigint, customerId: bigint): Promise<CartShopperRow | null> {
  const { rows } = await pool().query<CartShopperRow>({
    name: "cart-shopper",
    text: `SELECT c.state, c.bc_group_id,
                  EXISTS (SELECT 1 FROM orders o
                           WHERE o.store_id = c.store_id AND o.customer_id = c.id AND o.status_id <> 0) AS has_ordered
             FROM customers c
            WHERE c.store_id = $1 AND c.id = $2 AND c.merged_into_id IS NULL`,
    values: [storeId, customerId],
  });
  return rows[0] ?? null;
}

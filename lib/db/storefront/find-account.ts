import { pool } from "@/lib/db/client";

/** A customer with the cached balances; points as integers, `debt` ≤ 0. */
export type AccountRow = {
  id: number;
  bc_customer_id: number | null;
  email: string;
  first_name: string;
  last_name: string;
  state: "candidate" | "member" | "disabled";
  /** `YYYY-MM-DD`, year 1004 when it was not told. */
  date_of_birth: string | null;
  available: number;
  pending: number;
  debt: number;
  created_at: Date;
  /** Of the person or of the balance, whichever is later. */
  updated_at: Date;
};

/** One statement on two primary keys: the hottest read there is. Null when the store has no such customer (any more). */
export async function findAccount(storeId: bigint, customerId: bigint): Promise<AccountRow | null> {
  const { rows } = await pool().query<AccountRow>({
    name: "storefront-account-2",
    text: `SELECT c.id, c.bc_customer_id, c.email, c.first_name, c.last_name, c.state,
                  c.date_of_birth::text AS date_of_birth,
                  coalesce(b.available, 0) AS available, coalesce(b.pending, 0) AS pending,
                  coalesce(b.debt, 0) AS debt, c.created_at,
                  greatest(c.updated_at, b.last_activity_at) AS updated_at
             FROM customers c
             LEFT JOIN customer_balances b ON b.customer_id = c.id AND b.store_id = c.store_id
            WHERE c.store_id = $1 AND c.id = $2 AND c.merged_into_id IS NULL`,
    values: [storeId, customerId],
  });
  return rows[0] ?? null;
}

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

/**
 * Accounts of any customers of any stores in one statement, the hottest read there is; for each in the order asked,
 * null when that store has no such customer (any more).
 */
export async function findAccounts(
  asked: readonly { storeId: bigint; customerId: bigint }[],
): Promise<(AccountRow | null)[]> {
  const { rows } = await pool().query<AccountRow & { place: number }>({
    name: "storefront-accounts-1",
    text: `SELECT a.place, c.id, c.bc_customer_id, c.email, c.first_name, c.last_name, c.state,
                  c.date_of_birth::text AS date_of_birth,
                  coalesce(b.available, 0) AS available, coalesce(b.pending, 0) AS pending,
                  coalesce(b.debt, 0) AS debt, c.created_at,
                  greatest(c.updated_at, b.last_activity_at) AS updated_at
             FROM unnest($1::bigint[], $2::bigint[]) WITH ORDINALITY AS a (store_id, customer_id, place)
             JOIN customers c ON c.id = a.customer_id AND c.store_id = a.store_id AND c.merged_into_id IS NULL
             LEFT JOIN customer_balances b ON b.customer_id = c.id AND b.store_id = c.store_id`,
    values: [asked.map(({ storeId }) => storeId), asked.map(({ customerId }) => customerId)],
  });
  const found = new Map(rows.map(({ place, ...row }) => [place, row]));
  return asked.map((_, index) => found.get(index + 1) ?? null);
}

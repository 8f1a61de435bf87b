import { pool } from "@/lib/db/client";
import type { CustomerState } from "@/lib/schemas/admin/customers";

export type CustomerRecord = {
  id: number;
  bcCustomerId: number | null;
  firstName: string;
  lastName: string;
  email: string;
  state: CustomerState;
  createdAt: Date;
  lastActivityAt: Date | null;
  available: number;
  pending: number;
  held: number;
  debt: number;
  earnedTotal: number;
  spentTotal: number;
  memberSince: Date | null;
  bcCreatedAt: Date | null;
  deletedAt: Date | null;
};

const columns = `c.id, c.bc_customer_id AS "bcCustomerId", c.first_name AS "firstName", c.last_name AS "lastName",
  c.email, c.state, c.created_at AS "createdAt", c.member_since AS "memberSince",
  c.bc_created_at AS "bcCreatedAt", c.deleted_at AS "deletedAt", b.last_activity_at AS "lastActivityAt",
  coalesce(b.available, 0) AS available, coalesce(b.pending, 0) AS pending, coalesce(b.held, 0) AS held,
  coalesce(b.debt, 0) AS debt, coalesce(b.earned_total, 0) AS "earnedTotal",
  coalesce(b.spent_total, 0) AS "spentTotal"`;

/** Must be the expression of the index `customers_search_idx`. */
const searchText = `lower(c.first_name || ' ' || c.last_name || ' ' || c.email)`;

export type CustomerFilter = { q?: string | undefined; state?: CustomerState | undefined };

/**
 * Customers of a store, newest first, after the row `afterId`; at most `limit`. `q` is part of a name or an e-mail
 * address, or a whole id. Merged customers are left out.
 */
export async function findCustomers(
  storeId: bigint,
  { q, state }: CustomerFilter,
  page: { afterId: number | null; limit: number },
): Promise<CustomerRecord[]> {
  const values: unknown[] = [storeId, page.limit];
  const bind = (value: unknown) => `$${values.push(value)}`;
  const where = ["c.store_id = $1", "c.merged_into_id IS NULL"];
  if (page.afterId !== null) where.push(`c.id < ${bind(page.afterId)}`);
  if (state) where.push(`c.state = ${bind(state)}::customer_state`);
  if (q) where.push(matches(q, bind));
  const { rows } = await pool().query<CustomerRecord>({
    text: `SELECT ${columns} FROM customers c LEFT JOIN customer_balances b ON b.customer_id = c.id
            WHERE ${where.join(" AND ")} ORDER BY c.id DESC LIMIT $2`,
    values,
  });
  return rows;
}

/** One customer of the store, or null: also when the id is another store's. */
export async function findCustomer(storeId: bigint, id: number): Promise<CustomerRecord | null> {
  const { rows } = await pool().query<CustomerRecord>({
    name: "find-customer",
    text: `SELECT ${columns} FROM customers c LEFT JOIN customer_balances b ON b.customer_id = c.id
            WHERE c.store_id = $1 AND c.id = $2`,
    values: [storeId, id],
  });
  return rows[0] ?? null;
}

function matches(q: string, bind: (value: unknown) => string): string {
  const text = containsText(escapeLike(q.toLowerCase()), q.length, bind);
  const id = /^#?(\d{1,15})$/.exec(q)?.[1];
  if (id === undefined) return text;
  const number = bind(Number(id));
  return `(c.id = ${number} OR c.bc_customer_id = ${number} OR ${text})`;
}

/**
 * The index knows words by three letters and by how they begin: fewer than three are looked for at the beginning of a
 * name or address only, where the index still helps.
 */
function containsText(text: string, length: number, bind: (value: unknown) => string): string {
  if (length >= 3) return `${searchText} LIKE ${bind(`%${text}%`)}`;
  return `(${searchText} LIKE ${bind(`${text}%`)} OR ${searchText} LIKE ${bind(`% ${text}%`)})`;
}

function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, (character) => `\\${character}`);
}

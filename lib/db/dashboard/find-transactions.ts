import { pool } from "@/lib/db/client";
import type { Explanation } from "@/lib/loyalty/explain/explanation";
import type { TransactionType } from "@/lib/schemas/admin/transactions";

export type TransactionRecord = {
  id: number;
  type: TransactionType;
  pointsChange: number;
  customerId: number;
  firstName: string;
  lastName: string;
  email: string;
  orderId: number | null;
  bcOrderId: number | null;
  programVersion: number | null;
  description: string | null;
  internalNote: string | null;
  explanation: Explanation | null;
  occurredAt: Date;
  createdAt: Date;
};

const columns = `SELECT t.id, t.type, t.points_change AS "pointsChange", t.customer_id AS "customerId",
    c.first_name AS "firstName", c.last_name AS "lastName", c.email, t.order_id AS "orderId",
    o.bc_order_id AS "bcOrderId", v.number AS "programVersion", t.description,
    t.internal_note AS "internalNote", t.explanation, t.occurred_at AS "occurredAt", t.created_at AS "createdAt"`;

const joins = `JOIN customers c ON c.id = t.customer_id
  LEFT JOIN orders o ON o.id = t.order_id
  LEFT JOIN program_versions v ON v.id = t.program_version_id`;

const select = `${columns} FROM ledger_transactions t ${joins}`;

export type TransactionFilter = { orderId?: number };

/** Points transactions of a store, newest first, after the row `afterId`; at most `limit`. */
export async function findTransactions(
  storeId: bigint,
  { orderId }: TransactionFilter,
  page: { afterId: number | null; limit: number },
): Promise<TransactionRecord[]> {
  const values: unknown[] = [storeId, page.limit];
  const bind = (value: unknown) => `$${values.push(value)}`;
  const where = ["t.store_id = $1"];
  if (page.afterId !== null) where.push(`t.id < ${bind(page.afterId)}`);
  if (orderId !== undefined) where.push(`t.order_id = ${bind(orderId)}`);
  const { rows } = await pool().query<TransactionRecord>({
    text: `${select} WHERE ${where.join(" AND ")} ORDER BY t.id DESC LIMIT $2`,
    values,
  });
  return rows;
}

/**
 * As {@link findTransactions}, of one customer and everybody merged into them. Each person's come from the index, so a
 * page costs the same however long the history is.
 */
export async function findCustomerTransactions(
  storeId: bigint,
  customerId: number,
  page: { afterId: number | null; limit: number },
): Promise<TransactionRecord[]> {
  const { rows } = await pool().query<TransactionRecord>({
    name: "find-customer-transactions",
    text: `WITH people AS (
             SELECT id FROM customers WHERE store_id = $1 AND id = $2
             UNION ALL SELECT id FROM customers WHERE store_id = $1 AND merged_into_id = $2
           ), page AS (
             SELECT t.* FROM people p CROSS JOIN LATERAL (
               SELECT * FROM ledger_transactions WHERE store_id = $1 AND customer_id = p.id AND id < $3
                ORDER BY id DESC LIMIT $4) t
              ORDER BY t.id DESC LIMIT $4
           )
           ${columns} FROM page t ${joins} ORDER BY t.id DESC`,
    values: [storeId, customerId, page.afterId ?? Number.MAX_SAFE_INTEGER, page.limit],
  });
  return rows;
}

/** One transaction of the store, or null: also when the id is another store's. */
export async function findTransaction(storeId: bigint, id: number): Promise<TransactionRecord | null> {
  const { rows } = await pool().query<TransactionRecord>({
    name: "find-transaction",
    text: `${select} WHERE t.store_id = $1 AND t.id = $2`,
    values: [storeId, id],
  });
  return rows[0] ?? null;
}

/** The legs of one transaction; they sum to zero. */
export async function findEntries(
  storeId: bigint,
  transactionId: number,
): Promise<{ account: string; amount: number }[]> {
  const { rows } = await pool().query<{ account: string; amount: number }>({
    name: "find-entries",
    text: `SELECT account, amount FROM ledger_entries WHERE store_id = $1 AND transaction_id = $2 ORDER BY account`,
    values: [storeId, transactionId],
  });
  return rows;
}

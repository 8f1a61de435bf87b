import { pool } from "@/lib/db/client";

export type Spender = { customerId: bigint; available: number };

/** Customers with something to lose, in pages by id. The balance of the excluded is frozen. */
export async function listSpenders(storeId: bigint, afterId: bigint, limit: number): Promise<Spender[]> {
  const { rows } = await pool().query({
    name: "expiry-spenders-1",
    text: `SELECT b.customer_id, b.available FROM customer_balances b
             JOIN customers c ON c.id = b.customer_id AND c.state <> 'disabled'
            WHERE b.store_id = $1 AND b.customer_id > $2 AND b.available > 0
            ORDER BY b.customer_id LIMIT $3`,
    values: [storeId, afterId, limit],
  });
  return rows.map((row) => ({ customerId: BigInt(row.customer_id), available: row.available }));
}

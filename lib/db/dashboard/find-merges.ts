import { pool } from "@/lib/db/client";

export type MergedPerson = {
  id: number;
  firstName: string;
  lastName: string;
  email: string;
  mergedAt: Date;
};

/** Enough to see what happened; nobody merges more by hand. */
const mergesMax = 20;

/** Whom a customer was merged into (null: nobody), and who was merged into them, the latest first. */
export async function findMerges(
  storeId: bigint,
  customerId: number,
): Promise<{ into: MergedPerson | null; from: MergedPerson[] }> {
  const { rows } = await pool().query<MergedPerson & { isHeir: boolean }>({
    name: "find-merges",
    text: `SELECT p.id, p.first_name AS "firstName", p.last_name AS "lastName", p.email,
                  c.merged_at AS "mergedAt", true AS "isHeir"
             FROM customers c JOIN customers p ON p.store_id = c.store_id AND p.id = c.merged_into_id
            WHERE c.store_id = $1 AND c.id = $2
           UNION ALL
           (SELECT id, first_name, last_name, email, merged_at, false
              FROM customers WHERE store_id = $1 AND merged_into_id = $2 ORDER BY merged_at DESC, id DESC LIMIT $3)`,
    values: [storeId, customerId, mergesMax],
  });
  const people = rows.map(({ isHeir, ...person }) => ({ isHeir, person }));
  return {
    into: people.find(({ isHeir }) => isHeir)?.person ?? null,
    from: people.filter(({ isHeir }) => !isHeir).map(({ person }) => person),
  };
}

/** How many orders and rewards of each of these customers a merge would move. */
export async function countBelongings(
  storeId: bigint,
  customerIds: readonly number[],
): Promise<Map<number, { orders: number; rewards: number }>> {
  const { rows } = await pool().query<{ id: number; orders: number; rewards: number }>({
    name: "count-belongings",
    text: `SELECT c.id,
                  (SELECT count(*) FROM orders o WHERE o.store_id = $1 AND o.customer_id = c.id) AS orders,
                  (SELECT count(*) FROM redemptions r WHERE r.store_id = $1 AND r.customer_id = c.id) AS rewards
             FROM customers c WHERE c.store_id = $1 AND c.id = ANY ($2::bigint[])`,
    values: [storeId, customerIds],
  });
  return new Map(rows.map(({ id, ...counts }) => [id, counts]));
}

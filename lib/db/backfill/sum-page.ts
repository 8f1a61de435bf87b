import type { RawTransaction } from "@/lib/db/transaction";

/** Orders an import gave points for, the points, and the people who got something of it for the first time. */
export type GivenOrders = { orders: number; points: number; customers: number };

const nothing: GivenOrders = { orders: 0, points: 0, customers: 0 };

/**
 * What one page of an import gave, counted when the page is noted, which happens once however often it is applied.
 * Pages go by ascending number, so somebody is new who has no order of this import before the page.
 *
 * @param page `orderIds` are BigCommerce's
 */
export async function sumPage(
  tx: RawTransaction,
  page: { storeId: bigint; importId: bigint; orderIds: readonly number[] },
): Promise<GivenOrders> {
  const { storeId, importId, orderIds } = page;
  if (orderIds.length === 0) return nothing;
  const values = [storeId, importId, orderIds, Math.min(...orderIds)];
  const [sum] = await tx.$queryRawUnsafe<{ orders: number; points: bigint; customers: number }[]>(
    sumSql,
    ...values,
  );
  return sum ? { ...sum, points: Number(sum.points) } : nothing;
}

const sumSql = `
WITH given AS MATERIALIZED (
  SELECT customer_id, points_awarded FROM orders
   WHERE store_id = $1 AND bc_order_id = ANY ($3::bigint[]) AND import_id = $2),
people AS MATERIALIZED (SELECT DISTINCT customer_id FROM given WHERE customer_id IS NOT NULL)
SELECT (SELECT count(*)::int FROM given) AS orders,
       (SELECT coalesce(sum(points_awarded), 0)::bigint FROM given) AS points,
       (SELECT count(*)::int FROM people
         WHERE NOT EXISTS (
           SELECT 1 FROM orders earlier
            WHERE earlier.store_id = $1 AND earlier.customer_id = people.customer_id
              AND earlier.import_id = $2 AND earlier.bc_order_id < $4)) AS customers`;

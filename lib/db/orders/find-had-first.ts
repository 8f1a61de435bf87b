import type { RawTransaction } from "@/lib/db/transaction";

/**
 * Those of these customers who have an order that counted as their first when it was awarded, the orders in hand left
 * out. Read under `lockOpenBalances`: of two workers with orders of one person the second sees what the first made of it.
 */
export async function findHadFirst(
  tx: RawTransaction,
  storeId: bigint,
  { customerIds, exceptOrderIds }: { customerIds: readonly bigint[]; exceptOrderIds: readonly bigint[] },
): Promise<Set<bigint>> {
  if (customerIds.length === 0) return new Set();
  const [asked, except] = [customerIds, exceptOrderIds].map((ids) => JSON.stringify(ids.map(String)));
  const rows = await tx.$queryRawUnsafe<{ id: bigint }[]>(hadFirstSql, storeId, asked, except);
  return new Set(rows.map(({ id }) => id));
}

const hadFirstSql = `
SELECT asked.id FROM (SELECT value::bigint AS id FROM jsonb_array_elements_text($2::jsonb)) asked
WHERE (
  SELECT true FROM orders
  WHERE store_id = $1 AND customer_id = asked.id AND pinned ->> 'isFirstOrder' = 'true'
    AND id NOT IN (SELECT value::bigint FROM jsonb_array_elements_text($3::jsonb))
  LIMIT 1)`;

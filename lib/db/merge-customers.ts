import type { CustomerState } from "@/lib/db/generated/enums";
import type { RawTransaction } from "@/lib/db/transaction";

export type MergeRow = { id: bigint; state: CustomerState; mergedIntoId: bigint | null };

/**
 * Locks the orders of a customer, in the order in which order sync locks them, so that a decision under way about one
 * of them is over before its points move. Says how many there are.
 */
export async function lockOrdersOf(tx: RawTransaction, storeId: bigint, customerId: bigint): Promise<number> {
  const rows = await tx.$queryRawUnsafe<unknown[]>(
    "SELECT 1 FROM orders WHERE store_id = $1 AND customer_id = $2 ORDER BY bc_order_id FOR UPDATE",
    storeId,
    customerId,
  );
  return rows.length;
}

export async function countOrdersOf(
  tx: RawTransaction,
  storeId: bigint,
  customerId: bigint,
): Promise<number> {
  const [row] = await tx.$queryRawUnsafe<{ count: bigint }[]>(
    "SELECT count(*) FROM orders WHERE store_id = $1 AND customer_id = $2",
    storeId,
    customerId,
  );
  return Number(row?.count ?? 0);
}

/** These customers as they are now, by id; those of another store are absent. Read under `lockBalances`. */
export async function findMergeRows(
  tx: RawTransaction,
  storeId: bigint,
  ids: readonly bigint[],
): Promise<Map<bigint, MergeRow>> {
  const rows = await tx.$queryRawUnsafe<
    { id: bigint; state: CustomerState; merged_into_id: bigint | null }[]
  >(
    "SELECT id, state, merged_into_id FROM customers WHERE store_id = $1 AND id = ANY ($2::bigint[])",
    storeId,
    ids,
  );
  return new Map(
    rows.map((row) => [row.id, { id: row.id, state: row.state, mergedIntoId: row.merged_into_id }]),
  );
}

/**
 * Hands everything of `fromId` but its ledger to `intoId`: the person, those merged into it before, orders,
 * activities, redemptions; and closes its balance, which must be empty. The heir keeps its own birthday if it has one.
 */
export async function handOver(
  tx: RawTransaction,
  storeId: bigint,
  { fromId, intoId, at }: { fromId: bigint; intoId: bigint; at: Date },
): Promise<void> {
  for (const sql of handOverSql) await tx.$executeRawUnsafe(sql, storeId, fromId, intoId);
  await tx.$executeRawUnsafe(personSql, storeId, fromId, intoId, at);
  await tx.$executeRawUnsafe(heirSql, storeId, fromId, intoId, at);
  for (const sql of redemptionSql) await tx.$executeRawUnsafe(sql, storeId, fromId, intoId);
}

const handOverSql = [
  "UPDATE orders SET customer_id = $3 WHERE store_id = $1 AND customer_id = $2",
  "UPDATE activities SET customer_id = $3 WHERE store_id = $1 AND customer_id = $2",
  "UPDATE customers SET merged_into_id = $3 WHERE store_id = $1 AND merged_into_id = $2",
  "UPDATE customer_balances SET closed = true WHERE store_id = $1 AND customer_id = $2 AND $3::bigint IS NOT NULL",
];

const personSql = `UPDATE customers SET merged_into_id = $3, merged_at = $4, state = 'disabled', updated_at = $4
  WHERE store_id = $1 AND id = $2`;

const heirSql = `
UPDATE customers heir SET
  state = CASE WHEN heir.state = 'candidate' AND other.member_since IS NOT NULL THEN 'member' ELSE heir.state END,
  member_since = least(heir.member_since, other.member_since),
  date_of_birth = CASE WHEN heir.birthday IS NULL THEN other.date_of_birth ELSE heir.date_of_birth END,
  birthday_set_at = CASE WHEN heir.birthday IS NULL THEN other.birthday_set_at ELSE heir.birthday_set_at END,
  birthday = coalesce(heir.birthday, other.birthday), updated_at = $4
  FROM customers other
 WHERE heir.store_id = $1 AND heir.id = $3 AND other.store_id = $1 AND other.id = $2`;

/** Request ids are unique per customer only; the database lets them change with the customer. */
const redemptionSql = [
  `UPDATE redemptions r SET customer_id = $3, request_id = CASE WHEN EXISTS (
       SELECT 1 FROM redemptions o WHERE o.store_id = $1 AND o.customer_id = $3 AND o.request_id = r.request_id)
     THEN left(r.request_id, 90) || '/' || r.id ELSE r.request_id END
    WHERE r.store_id = $1 AND r.customer_id = $2`,
];

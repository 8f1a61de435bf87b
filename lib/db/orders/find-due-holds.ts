import { db, pool } from "@/lib/db/client";

/** The balance of a disabled customer is frozen: their holds wait until they are reinstated. */
const isNotFrozen = { NOT: { customer: { state: "disabled" as const } } };

/** Stores with orders whose hold is over. */
export async function findStoresWithDueHolds(now: Date, limit: number): Promise<bigint[]> {
  const rows = await db().order.findMany({
    where: { pendingUntil: { lte: now }, store: { status: "installed" }, ...isNotFrozen },
    distinct: ["storeId"],
    select: { storeId: true },
    take: limit,
  });
  return rows.map((row) => row.storeId);
}

/** BigCommerce ids of one store's orders whose hold is over, the longest over first. */
export async function findDueHolds(storeId: bigint, now: Date, limit: number): Promise<number[]> {
  const rows = await db().order.findMany({
    where: { storeId, pendingUntil: { lte: now }, ...isNotFrozen },
    orderBy: { pendingUntil: "asc" },
    select: { bcOrderId: true },
    take: limit,
  });
  return rows.map((row) => Number(row.bcOrderId));
}

/** Tries those of these orders whose hold is over, and which are still not released, again at `until` only. */
export async function postponeHolds(
  storeId: bigint,
  orderIds: readonly number[],
  { now, until }: { now: Date; until: Date },
): Promise<void> {
  await pool().query({
    name: "postpone-holds",
    text: `WITH due AS MATERIALIZED (
             SELECT id FROM orders
              WHERE store_id = $1::bigint AND bc_order_id = ANY ($2::bigint[]) AND pending_until <= $3
              ORDER BY bc_order_id FOR UPDATE)
           UPDATE orders SET pending_until = $4 FROM due WHERE orders.id = due.id`,
    values: [String(storeId), orderIds, now, until],
  });
}

/** Which of these orders (BigCommerce ids) still hold points back. */
export async function findHolding(storeId: bigint, orderIds: readonly number[]): Promise<number[]> {
  if (orderIds.length === 0) return [];
  const rows = await db().order.findMany({
    where: { storeId, bcOrderId: { in: orderIds.map(BigInt) }, pendingUntil: { not: null } },
    select: { bcOrderId: true },
  });
  return rows.map((row) => Number(row.bcOrderId));
}

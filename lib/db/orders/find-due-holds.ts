import { db } from "@/lib/db/client";

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

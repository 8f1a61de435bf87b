import { db } from "@/lib/db/client";

/** BigCommerce's customer group by BigCommerce's customer id, from our copy; those without a group are absent. */
export async function findCustomerGroups(
  storeId: bigint,
  bcCustomerIds: readonly number[],
): Promise<Map<number, number>> {
  if (bcCustomerIds.length === 0) return new Map();
  const rows = await db().customer.findMany({
    where: { storeId, bcCustomerId: { in: bcCustomerIds.map(BigInt) }, bcGroupId: { not: null } },
    select: { bcCustomerId: true, bcGroupId: true },
  });
  return new Map(rows.map((row) => [Number(row.bcCustomerId), Number(row.bcGroupId)]));
}

import { db } from "@/lib/db/client";

/** Those of these BigCommerce customer ids that the store has no customer for. */
export async function findUnknownCustomers(
  storeId: bigint,
  bcCustomerIds: readonly number[],
): Promise<number[]> {
  if (bcCustomerIds.length === 0) return [];
  const known = await db().customer.findMany({
    where: { storeId, bcCustomerId: { in: bcCustomerIds.map(BigInt) } },
    select: { bcCustomerId: true },
  });
  const ids = new Set(known.map((row) => Number(row.bcCustomerId)));
  return bcCustomerIds.filter((id) => !ids.has(id));
}

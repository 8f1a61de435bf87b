import { db } from "@/lib/db/client";

/**
 * Gives a store's unclaimed guest orders of one e-mail address, placed since `placedSince`, to a customer, and names
 * all that are theirs by claim (BigCommerce order ids). Asking again gives the same answer, so a kill between the
 * claim and the award loses nothing. Whoever was merged away claims for the heir.
 */
export async function claimOrders(
  storeId: bigint,
  claim: { customerId: bigint; email: string; placedSince: Date },
): Promise<number[]> {
  const { email: guestEmail, placedSince } = claim;
  const theirs = { storeId, guestEmail, placedAt: { gte: placedSince }, bcCustomerId: null };
  const known = await db().customer.findFirst({ where: { storeId, id: claim.customerId } });
  const customerId = known?.mergedIntoId ?? claim.customerId;
  await db().order.updateMany({ where: { ...theirs, customerId: null }, data: { customerId } });
  const rows = await db().order.findMany({
    where: { ...theirs, customerId: { in: [customerId, claim.customerId] } },
    select: { bcOrderId: true },
    orderBy: { bcOrderId: "asc" },
  });
  return rows.map((row) => Number(row.bcOrderId));
}

import { db } from "@/lib/db/client";
import type { Prisma } from "@/lib/db/generated/client";
import { type Redemption, toRedemption } from "@/lib/db/redemptions/redemption-row";
import type { Transaction } from "@/lib/db/transaction";

/** One redemption as it is now, without a lock; null for another store's. */
export async function findRedemption(
  storeId: bigint,
  id: bigint,
  tx: Transaction = db(),
): Promise<Redemption | null> {
  const row = await tx.redemption.findFirst({ where: { storeId, id } });
  return row && toRedemption(row);
}

/** What a customer's request id stands for, if it was used. Under the customer's lock this cannot change. */
export async function findByRequest(
  tx: Transaction,
  storeId: bigint,
  { customerId, requestId }: { customerId: bigint; requestId: string },
): Promise<Redemption | null> {
  const row = await tx.redemption.findFirst({ where: { storeId, customerId, requestId } });
  return row && toRedemption(row);
}

/** A customer's redemptions, newest first, after the one with `afterId`. */
export async function listRedemptions(
  storeId: bigint,
  customerId: bigint,
  page: { afterId: number | null; limit: number; usage: "used" | "unused" | null },
): Promise<Redemption[]> {
  const rows = await db().redemption.findMany({
    where: {
      storeId,
      customerId,
      ...(page.afterId === null ? {} : { id: { lt: page.afterId } }),
      ...(page.usage === null ? {} : { usedAt: page.usage === "used" ? { not: null } : null }),
    },
    orderBy: { id: "desc" },
    take: page.limit,
  });
  return rows.map(toRedemption);
}

/**
 * How many of this reward were bought and not taken back, by the customer and in all: one that was merged into another
 * was had, and so was one that was used after it had been taken back. `isLimited`: sales of this reward to anybody wait
 * for each other until the transaction ends, so that the count cannot be overtaken.
 */
export async function countBought(
  tx: Transaction,
  storeId: bigint,
  { productId, customerId, isLimited }: { productId: bigint; customerId: bigint; isLimited: boolean },
): Promise<{ byCustomer: number; inTotal: number }> {
  if (isLimited) {
    await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended('laurel:reward', ${productId}))::text`;
  }
  const rows = await tx.$queryRaw<{ mine: bigint; all: bigint }[]>`
    SELECT count(*) FILTER (WHERE customer_id = ${customerId}) AS mine, count(*) AS all
      FROM redemptions
     WHERE store_id = ${storeId} AND product_id = ${productId}
       AND (status IN ('pending', 'issued') OR merged_into_id IS NOT NULL OR used_at IS NOT NULL)
       AND (${isLimited} OR customer_id = ${customerId})`;
  return { byCustomer: Number(rows[0]?.mine ?? 0), inTotal: Number(rows[0]?.all ?? 0) };
}

/** Issued codes that live under this promotion, or under none but v2. */
export async function listIssuedCodes(
  storeId: bigint,
  filter: { bcPromotionId: bigint } | { mechanism: "coupon" },
): Promise<Redemption[]> {
  const rows = await db().redemption.findMany({
    where: { storeId, status: "issued", usedAt: null, ...filter },
    orderBy: { id: "asc" },
  });
  return rows.map(toRedemption);
}

/** How many codes were ever made under this promotion. */
export function countMadeCodes(storeId: bigint, bcPromotionId: bigint): Promise<number> {
  return db().redemption.count({ where: { storeId, bcPromotionId, bcCodeId: { not: null } } });
}

/** Codes that shoppers hold and BigCommerce has lost, in the order they were bought, after `afterId`. */
export async function listLostCodes(
  storeId: bigint,
  page: { afterId: bigint; limit: number },
): Promise<Redemption[]> {
  const rows = await db().redemption.findMany({
    where: { ...lost(storeId), id: { gt: page.afterId } },
    orderBy: { id: "asc" },
    take: page.limit,
  });
  return rows.map(toRedemption);
}

export function countLostCodes(storeId: bigint): Promise<number> {
  return db().redemption.count({ where: lost(storeId) });
}

const lost = (storeId: bigint): Prisma.RedemptionWhereInput => ({
  ...{ storeId, status: "issued", usedAt: null, cancelRequestedAt: null },
  mechanism: { in: ["promotion", "coupon"] },
  codeMissingAt: { not: null },
});

/** How many unused codes would lose their promotion. */
export function countOutstanding(storeId: bigint, bcPromotionId: bigint): Promise<number> {
  return db().redemption.count({
    where: { storeId, bcPromotionId, usedAt: null, status: { in: ["pending", "issued"] } },
  });
}

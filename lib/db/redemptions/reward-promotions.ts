import { db } from "@/lib/db/client";
import type { Prisma, RewardPromotion as Row } from "@/lib/db/generated/client";
import type { RewardTerms } from "@/lib/loyalty/rewards/reward-terms";

/** A promotion of ours as we know it; `terms` as they were when it was linked. */
export type RewardPromotion = Omit<Row, "terms"> & { terms: RewardTerms };

export type RewardPromotionKey = { productId: bigint; currency: string; termsKey: string };

/** The promotion of these terms; opened without a link when there is none yet. */
export async function openRewardPromotion(
  storeId: bigint,
  key: RewardPromotionKey,
  first: { name: string; terms: RewardTerms },
): Promise<RewardPromotion> {
  const where = { storeId_productId_currency_termsKey: { storeId, ...key } };
  const known = await db().rewardPromotion.findUnique({ where });
  if (known) return toPromotion(known);
  const terms = first.terms as unknown as Prisma.InputJsonObject;
  const channelIds = first.terms.channelIds.map(BigInt);
  await db().rewardPromotion.createMany({
    data: [{ storeId, ...key, name: first.name, terms, channelIds }],
    skipDuplicates: true,
  });
  const row = await db().rewardPromotion.findUniqueOrThrow({ where });
  return toPromotion(row);
}

/**
 * Takes the right to create, rename or mend a reward's promotions, until `until`; false while somebody else has it.
 * BigCommerce would create the same name twice. Kept on the reward's oldest row.
 */
export async function claimPromotions(
  storeId: bigint,
  productId: bigint,
  now: Date,
  until: Date,
): Promise<boolean> {
  const claimed = await db().$executeRaw`
    UPDATE reward_promotions SET claimed_until = ${until}
     WHERE id = (SELECT min(id) FROM reward_promotions WHERE store_id = ${storeId} AND product_id = ${productId})
       AND (claimed_until IS NULL OR claimed_until < ${now})`;
  return claimed > 0;
}

export async function unclaimPromotions(storeId: bigint, productId: bigint): Promise<void> {
  await db().rewardPromotion.updateMany({ where: { storeId, productId }, data: { claimedUntil: null } });
}

export async function changeRewardPromotion(
  storeId: bigint,
  id: bigint,
  change: Pick<
    Prisma.RewardPromotionUpdateManyMutationInput,
    "bcPromotionId" | "name" | "state" | "checkedAt" | "channelIds"
  >,
): Promise<void> {
  await db().rewardPromotion.updateMany({ where: { storeId, id }, data: change });
}

/** Whose link this promotion of BigCommerce is; null when it is nobody's. */
export async function findPromotionLink(
  storeId: bigint,
  bcPromotionId: bigint,
): Promise<RewardPromotion | null> {
  const row = await db().rewardPromotion.findFirst({ where: { storeId, bcPromotionId } });
  return row && toPromotion(row);
}

export async function listRewardPromotions(storeId: bigint): Promise<RewardPromotion[]> {
  const rows = await db().rewardPromotion.findMany({ where: { storeId }, orderBy: { id: "asc" } });
  return rows.map(toPromotion);
}

function toPromotion(row: Row): RewardPromotion {
  return { ...row, terms: row.terms as unknown as RewardTerms };
}

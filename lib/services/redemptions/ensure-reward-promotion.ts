import { setTimeout as sleep } from "node:timers/promises";
import type { BigCommerceClient } from "@/lib/bigcommerce/client/client";
import { toPromotionRules } from "@/lib/bigcommerce/map/reward-rules";
import {
  getPromotion,
  isInStep,
  renamePromotion,
  restorePromotion,
} from "@/lib/bigcommerce/promotion-upkeep";
import {
  type CouponPromotionInput,
  ensureCouponPromotion,
  findPromotion,
} from "@/lib/bigcommerce/promotions";
import { noteMissing } from "@/lib/db/redemptions/change-redemption";
import { countOutstanding, listIssuedCodes } from "@/lib/db/redemptions/find-redemptions";
import type { Redemption } from "@/lib/db/redemptions/redemption-row";
import {
  changeRewardPromotion,
  claimPromotions,
  findPromotionLink,
  openRewardPromotion,
  type RewardPromotion,
  unclaimPromotions,
} from "@/lib/db/redemptions/reward-promotions";
import { promotionKeyOf, rewardPromotionName } from "@/lib/services/redemptions/reward-promotion-name";

/** Longer than any of our calls in a row; a claim left behind by a kill ends by itself. */
const claimMs = 30_000;
const claimWaitMs = 50;
const claimWaitsMax = 40;
const namesakesMax = 5;

/**
 * The promotion at BigCommerce under which this redemption's code is to be made, active and giving what was bought:
 * created, looked up by its name, or mended when a merchant switched it off, changed it or deleted it. The published
 * program is the merchant's word; to stop a reward, take it out of the program. Null: another worker is at it.
 */
export async function ensureRewardPromotion(
  client: BigCommerceClient,
  redemption: Pick<Redemption, "storeId" | "productId" | "rewardName" | "terms">,
  now: Date,
): Promise<number | null> {
  const { storeId, terms } = redemption;
  const name = rewardPromotionName(redemption);
  const wanted = promotionInput(name, terms);
  for (let wait = 0; wait < claimWaitsMax; wait += 1) {
    const link = await openRewardPromotion(storeId, promotionKeyOf(redemption), { name, terms });
    const intact = await findIntact(client, link, wanted);
    if (intact !== null) return intact;
    const startedAt = now.getTime() + wait * claimWaitMs;
    const until = new Date(startedAt + claimMs);
    if (await claimPromotions(storeId, link.productId, new Date(startedAt), until)) {
      return linkPromotion(client, link, wanted, now).finally(() =>
        unclaimPromotions(storeId, link.productId),
      );
    }
    await sleep(claimWaitMs);
  }
  return null;
}

export function promotionInput(name: string, terms: Redemption["terms"]): CouponPromotionInput {
  return { name, currency: terms.currency, channelIds: terms.channelIds, rules: toPromotionRules(terms) };
}

async function findIntact(
  client: BigCommerceClient,
  link: RewardPromotion,
  wanted: CouponPromotionInput,
): Promise<number | null> {
  if (link.bcPromotionId === null) return null;
  const known = await getPromotion(client, Number(link.bcPromotionId));
  return known && isInStep(known, wanted) ? known.id : null;
}

/** Under the claim: mend the one we know, adopt the one of this name, or create it; then remember which it is. */
export async function linkPromotion(
  client: BigCommerceClient,
  link: RewardPromotion,
  wanted: CouponPromotionInput,
  now: Date,
): Promise<number> {
  const id = (await mendKnown(client, link, wanted)) ?? (await adoptOrCreate(client, link, wanted));
  const before = link.bcPromotionId;
  // Only one that BigCommerce no longer knows is given up for another; from here on nobody looks at it any more.
  if (before !== null && before !== BigInt(id)) await noteLost(link.storeId, before, now);
  await changeRewardPromotion(link.storeId, link.id, {
    bcPromotionId: BigInt(id),
    name: wanted.name,
    channelIds: wanted.channelIds.map(BigInt),
    state: "active",
    checkedAt: now,
  });
  return id;
}

/** The codes went with their promotion. */
async function noteLost(storeId: bigint, bcPromotionId: bigint, now: Date): Promise<void> {
  const codes = await listIssuedCodes(storeId, { bcPromotionId });
  await noteMissing(
    storeId,
    codes.map(({ id }) => id),
    now,
  );
}

async function mendKnown(
  client: BigCommerceClient,
  link: RewardPromotion,
  wanted: CouponPromotionInput,
): Promise<number | null> {
  if (link.bcPromotionId === null) return null;
  const known = await getPromotion(client, Number(link.bcPromotionId));
  if (!known) return null;
  if (known.name !== wanted.name) await makeRoom(client, link, wanted.name);
  if (!isInStep(known, wanted)) await restorePromotion(client, known.id, wanted);
  return known.id;
}

async function adoptOrCreate(
  client: BigCommerceClient,
  link: RewardPromotion,
  wanted: CouponPromotionInput,
): Promise<number> {
  await makeRoom(client, link, wanted.name);
  const { value, outcome } = await ensureCouponPromotion(client, wanted);
  if (outcome === "adopted" && !isInStep(value, wanted)) await restorePromotion(client, value.id, wanted);
  return value.id;
}

/**
 * The name may still belong to the promotion of earlier terms, with codes that people hold: it keeps giving what they
 * bought, under another name. Without such codes it is left to be adopted and given the new terms.
 */
async function makeRoom(client: BigCommerceClient, link: RewardPromotion, name: string): Promise<void> {
  for (let round = 0; round < namesakesMax; round += 1) {
    const namesake = await findPromotion(client, name);
    if (!namesake || BigInt(namesake.id) === link.bcPromotionId) return;
    const owner = await findPromotionLink(link.storeId, BigInt(namesake.id));
    if (!owner || owner.id === link.id) return;
    if ((await countOutstanding(link.storeId, BigInt(namesake.id))) === 0) {
      await changeRewardPromotion(link.storeId, owner.id, { bcPromotionId: null, state: "unlinked" });
      return;
    }
    const kept = `${name} · until #${owner.id}`;
    await renamePromotion(client, namesake.id, kept);
    await changeRewardPromotion(link.storeId, owner.id, { name: kept });
  }
}

import { setTimeout as sleep } from "node:timers/promises";
import type { BigCommerceClient } from "@/lib/bigcommerce/client/client";
import { getPromotion, isInStep } from "@/lib/bigcommerce/promotion-upkeep";
import type { CouponPromotionInput } from "@/lib/bigcommerce/promotions";
import type { Redemption } from "@/lib/db/redemptions/redemption-row";
import {
  claimPromotions,
  openRewardPromotion,
  type RewardPromotion,
  unclaimPromotions,
} from "@/lib/db/redemptions/reward-promotions";
import { linkPromotion, promotionInput } from "@/lib/services/redemptions/link-promotion";
import { readPublishedChannels, withPublishedChannels } from "@/lib/services/redemptions/published-channels";
import { promotionKeyOf, rewardPromotionName } from "@/lib/services/redemptions/reward-promotion-name";

/** Longer than any of our calls in a row; a claim left behind by a kill ends by itself. */
const claimMs = 30_000;
const claimWaitMs = 50;
const claimWaitsMax = 40;

/**
 * The promotion at BigCommerce under which this redemption's code is to be made, active and giving what was bought:
 * created, looked up by its name, or mended when a merchant switched it off, changed it or deleted it. The published
 * program is the merchant's word; to stop a reward, take it out of the program. Null: another worker is at it.
 *
 * @throws BigCommerceError, `validation` too when BigCommerce calls invalid what we make
 */
export async function ensureRewardPromotion(
  client: BigCommerceClient,
  redemption: Pick<Redemption, "storeId" | "productId" | "rewardName" | "terms">,
  now: Date,
): Promise<number | null> {
  const { storeId } = redemption;
  const terms = withPublishedChannels(redemption, await readPublishedChannels(storeId));
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

async function findIntact(
  client: BigCommerceClient,
  link: RewardPromotion,
  wanted: CouponPromotionInput,
): Promise<number | null> {
  if (link.bcPromotionId === null) return null;
  const known = await getPromotion(client, Number(link.bcPromotionId));
  return known && isInStep(known, wanted) ? known.id : null;
}

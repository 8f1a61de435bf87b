import { isBigCommerceError } from "@/lib/bigcommerce/client/errors";
import type { Clock } from "@/lib/clock";
import type { Redemption } from "@/lib/db/redemptions/redemption-row";
import { saveRewardCodesBy } from "@/lib/db/stores";
import type { CodeOutcome } from "@/lib/services/redemptions/code-outcome";
import { createCouponCode } from "@/lib/services/redemptions/create-coupon-code";
import { createPromotionCode } from "@/lib/services/redemptions/create-promotion-code";
import { giveStoreCredit } from "@/lib/services/redemptions/give-store-credit";
import { getRedemption } from "@/lib/services/redemptions/with-locked-redemption";
import type { StoreConnection } from "@/lib/services/stores/open-store-client";

/**
 * One try to have at BigCommerce what a pending redemption promises, by the means this store allows: promotions, or
 * v2 coupons once promotions have been refused (403) and a coupon was not, which is remembered with the store.
 */
export async function createCode(
  { client, store }: StoreConnection,
  redemption: Redemption,
  clock: Clock,
): Promise<CodeOutcome> {
  if (redemption.terms.type === "store_credit") return giveStoreCredit(client, redemption, clock);
  const byCoupons = () => createCouponCode(client, redemption, store.currency, clock);
  if (redemption.mechanism === "coupon" || store.rewardCodesBy === "coupons") return byCoupons();
  try {
    const outcome = await createPromotionCode(client, redemption, clock);
    if (outcome.kind === "ready" && store.rewardCodesBy === null) {
      await saveRewardCodesBy(store.id, "promotions");
    }
    return outcome;
  } catch (error) {
    // Where promotions have worked before, a refusal is a missing permission and not the store's plan.
    if (!isBigCommerceError(error, "forbidden") || store.rewardCodesBy === "promotions") throw error;
    // A code may be under a promotion already, also by another worker: then another way would make a second one.
    if ((await getRedemption(store.id, redemption.id)).createSentAt !== null) throw error;
    const outcome = await byCoupons();
    // Only what worked is remembered: without its permission, BigCommerce refuses both ways.
    if (outcome.kind === "ready") await saveRewardCodesBy(store.id, "coupons");
    return outcome;
  }
}

import type { Redemption } from "@/lib/db/redemptions/redemption-row";
import type { RewardTerms } from "@/lib/loyalty/rewards/reward-terms";
import type { PointsPurchase, RewardFulfillment } from "@/lib/schemas/storefront/rewards";
import { rewardImageUrl } from "@/lib/services/redemptions/reward-image-url";

/** The API's `points_purchase` of a redemption; its `reward_fulfillment` has the same id. */
export function describePurchase(redemption: Redemption): PointsPurchase {
  return {
    id: Number(redemption.id),
    customer_id: Number(redemption.customerId),
    points_product_id: Number(redemption.productId),
    points_spent: redemption.pointsSpent,
    reward_fulfillment: describeFulfillment(redemption),
    created_at: redemption.createdAt.toISOString(),
    updated_at: redemption.updatedAt.toISOString(),
  };
}

export function describeFulfillment(redemption: Redemption): RewardFulfillment {
  const { status, terms, usedAt } = redemption;
  const isCredit = terms.type === "store_credit";
  const hasCode = redemption.issuedAt !== null && !isCredit;
  const isUnused = usedAt === null && (status === "pending" || (status === "issued" && !isCredit));
  return {
    id: Number(redemption.id),
    name: redemption.rewardName,
    code: hasCode ? redemption.code : "",
    customer_id: Number(redemption.customerId),
    fulfillment_status: status,
    usage_status: isCredit ? "untracked" : usedAt === null ? "unused" : "used",
    image_url: rewardImageUrl(null),
    action_text: null,
    action_url: null,
    usage_instructions: isCredit
      ? "It was added to your store credit and can be used at the checkout."
      : "Enter the code at the checkout. It works once.",
    terms_and_conditions: redemption.termsAndConditions,
    expires_at: iso(redemption.expiresAt),
    used_at: iso(usedAt),
    created_at: redemption.createdAt.toISOString(),
    updated_at: redemption.updatedAt.toISOString(),
    type: terms.type,
    value: amountOf(terms),
    currency: terms.currency,
    minimum_spend: terms.minimumSpend,
    points_spent: redemption.pointsSpent,
    points_purchase_id: Number(redemption.id),
    points_product_id: Number(redemption.productId),
    points_returned_at: iso(redemption.pointsReturnedAt),
    expired_at: iso(redemption.expiredAt),
    cancellable: isUnused && redemption.cancelRequestedAt === null,
    channel_ids: [...terms.channelIds].sort((a, b) => a - b),
    merged_into_id: redemption.mergedIntoId === null ? null : Number(redemption.mergedIntoId),
  };
}

function amountOf(terms: RewardTerms): string | null {
  if ("amount" in terms) return terms.amount;
  return terms.type === "percentage" ? terms.percent : null;
}

function iso(at: Date | null): string | null {
  return at?.toISOString() ?? null;
}

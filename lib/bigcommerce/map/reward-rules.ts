import type { RewardTerms } from "@/lib/loyalty/rewards/reward-terms";
import type { PromotionRule } from "../promotions";

/** The promotion rule that gives what a reward promises. Money in it is text, as the API wants it. */
export function toPromotionRules(terms: RewardTerms): PromotionRule[] {
  const condition =
    terms.minimumSpend === null ? {} : { condition: { cart: { minimum_spend: terms.minimumSpend } } };
  return [{ action: toAction(terms), apply_once: true, stop: false, ...condition }];
}

function toAction(terms: RewardTerms): object {
  switch (terms.type) {
    case "percentage":
      return { cart_value: { discount: { percentage_amount: terms.percent } } };
    case "free_shipping":
      return { shipping: { free_shipping: true, zone_ids: "*" } };
    case "free_product":
      return {
        gift_item: {
          quantity: 1,
          ...(terms.variantId === null ? { product_id: terms.productId } : { variant_id: terms.variantId }),
        },
      };
    default:
      return { cart_value: { discount: { fixed_amount: terms.amount } } };
  }
}

/**
 * The v2 coupon that gives the same, or null: v2 knows no gift items and no storefronts, and works in the store's
 * default currency only.
 */
export function toCouponDiscount(
  terms: RewardTerms,
  storeCurrency: string,
): { type: "per_total_discount" | "percentage_discount" | "free_shipping"; amount: string } | null {
  if (terms.currency !== storeCurrency || terms.channelIds.length > 0) return null;
  switch (terms.type) {
    case "fixed_amount":
    case "variable_amount":
      return { type: "per_total_discount", amount: terms.amount };
    case "percentage":
      return { type: "percentage_discount", amount: terms.percent };
    case "free_shipping":
      return { type: "free_shipping", amount: "0" };
    default:
      return null;
  }
}

import type { CouponInput } from "@/lib/bigcommerce/coupons";
import { toCouponDiscount } from "@/lib/bigcommerce/map/reward-rules";
import type { Redemption } from "@/lib/db/redemptions/redemption-row";

const nameCharsMax = 100;

/** The v2 coupon that gives what was bought, its name unique by its code; null when none can. */
export function couponOf(
  { code, terms, rewardName, expiresAt }: Redemption,
  storeCurrency: string,
): CouponInput | null {
  const discount = toCouponDiscount(terms, storeCurrency);
  if (!discount) return null;
  const tail = ` · ${code}`;
  const name = `${[...`Laurel · ${rewardName}`].slice(0, nameCharsMax - tail.length).join("")}${tail}`;
  return { name, code, ...discount, minimumPurchase: terms.minimumSpend, expiresAt };
}

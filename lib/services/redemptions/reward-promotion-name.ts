import { createHash } from "node:crypto";
import type { Redemption } from "@/lib/db/redemptions/redemption-row";
import { canonicalTerms } from "@/lib/loyalty/rewards/reward-terms";

type Sold = Pick<Redemption, "productId" | "rewardName" | "terms">;

const nameCharsMax = 100;

/**
 * `Laurel · {reward name} · {currency} · #{points_product id}` (DECISIONS 12); of a slider, the amount stands behind
 * the name, because each amount is a promotion of its own.
 */
export function rewardPromotionName({ productId, rewardName, terms }: Sold): string {
  const amount = terms.type === "variable_amount" ? ` ${terms.amount}` : "";
  const tail = `${amount} · ${terms.currency} · #${productId}`;
  const room = Math.max(1, nameCharsMax - "Laurel · ".length - tail.length);
  return `Laurel · ${[...rewardName].slice(0, room).join("")}${tail}`;
}

/** Which promotion a redemption's code belongs under. */
export function promotionKeyOf({ productId, terms }: Sold) {
  const termsKey = createHash("sha256").update(canonicalTerms(terms)).digest("hex").slice(0, 32);
  return { productId, currency: terms.currency, termsKey };
}

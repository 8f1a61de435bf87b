import type { RewardGift, RewardRule } from "@/lib/loyalty/rewards/reward-terms";

export type PricedReward = { points: number; gift: RewardGift };

/**
 * Points and what they buy; null when `pointsToSpend` does not fit the reward: missing, off the slider's steps or
 * outside its range, or another price than the fixed one.
 */
export function priceReward(reward: RewardRule, pointsToSpend: number | null): PricedReward | null {
  if (reward.type === "variable_amount") return priceVariable(reward.variable, pointsToSpend);
  if (pointsToSpend !== null && pointsToSpend !== reward.pointsPrice) return null;
  return { points: reward.pointsPrice, gift: giftOf(reward) };
}

type Slider = { step: number; stepValue: string; min: number; max: number };

function priceVariable({ step, stepValue, min, max }: Slider, points: number | null): PricedReward | null {
  if (points === null || !Number.isSafeInteger(points)) return null;
  if (points < min || points > max || points % step !== 0) return null;
  return { points, gift: { type: "variable_amount", amount: timesDecimal(stepValue, points / step) } };
}

function giftOf(reward: Exclude<RewardRule, { type: "variable_amount" }>): RewardGift {
  switch (reward.type) {
    case "percentage":
      return { type: reward.type, percent: reward.value };
    case "free_shipping":
      return { type: reward.type };
    case "free_product":
      return { type: reward.type, productId: reward.productId, variantId: reward.variantId };
    default:
      return { type: reward.type, amount: reward.value };
  }
}

/** `"2.50", 3` → `"7.50"`: exact, with as many decimals as were written. */
export function timesDecimal(decimal: string, factor: number): string {
  const [whole = "0", fraction = ""] = decimal.split(".");
  const product = String(BigInt(`${whole}${fraction}`) * BigInt(factor)).padStart(fraction.length + 1, "0");
  if (fraction === "") return product;
  return `${product.slice(0, -fraction.length)}.${product.slice(-fraction.length)}`;
}

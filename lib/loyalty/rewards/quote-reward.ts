import { priceReward } from "@/lib/loyalty/rewards/price-reward";
import type { RewardRule, RewardTerms } from "@/lib/loyalty/rewards/reward-terms";

export type QuoteInput = {
  reward: RewardRule;
  /** What the shopper chose on a slider; null for a fixed price. */
  pointsToSpend: number | null;
  /** Points that can be spent now, read under the customer's lock. */
  available: number;
  /** Redemptions of this reward that are not cancelled or failed. */
  bought: { byCustomer: number; inTotal: number };
  shopper: {
    tierKey: string | null;
    /** Storefront the request came from; null when it does not tell. */
    channelId: number | null;
    /** Has an account at the store: a guest has none to put credit on. */
    hasAccount: boolean;
    isDisabled: boolean;
  };
  store: { currency: string; transactionalCurrencies: readonly string[] };
};

/** Why a reward cannot be bought; the codes of the API (DECISIONS 8). */
export type QuoteRefusal = {
  code:
    | "not_found"
    | "forbidden"
    | "tier_required"
    | "reward_unavailable"
    | "invalid_points_to_spend"
    | "limit_reached"
    | "insufficient_points";
  reason: string;
};

export type Quote = { ok: true; points: number; terms: RewardTerms } | ({ ok: false } & QuoteRefusal);

/**
 * Whether this shopper may buy this reward now, for how many points, and what exactly they get. Refusals come in a
 * fixed order: what does not concern the shopper first, the balance last, so that nobody saves up for what they
 * cannot have.
 */
export function quoteReward(input: QuoteInput): Quote {
  const { reward, shopper, store } = input;
  if (shopper.isDisabled) return refuse("forbidden", "This account does not take part in the program.");
  if (!fits(reward.channelIds, shopper.channelId)) {
    return refuse("not_found", "This reward is not offered in this shop.");
  }
  if (reward.tierKeys.length > 0 && !reward.tierKeys.some((key) => key === shopper.tierKey)) {
    return refuse("tier_required", "This reward is for members of another tier.");
  }
  const currency = reward.currency ?? store.currency;
  const obstacle = reward.type === "store_credit" ? creditObstacle(input, currency) : null;
  if (obstacle) return refuse("reward_unavailable", obstacle);
  const priced = priceReward(reward, input.pointsToSpend);
  if (!priced) return refuse("invalid_points_to_spend", pointsProblem(reward));
  if (isReached(reward.limits.perCustomer, input.bought.byCustomer)) {
    return refuse("limit_reached", "You have had this reward as often as it can be had.");
  }
  if (isReached(reward.limits.total, input.bought.inTotal)) {
    return refuse("limit_reached", "This reward is gone: all of them have been taken.");
  }
  if (priced.points > input.available) {
    return refuse("insufficient_points", `${priced.points - input.available} points are missing.`);
  }
  const minimumSpend = Number(reward.minimumSpend) > 0 ? reward.minimumSpend : null;
  return {
    ok: true,
    points: priced.points,
    terms: { ...priced.gift, currency, minimumSpend, channelIds: reward.channelIds },
  };
}

function refuse(code: QuoteRefusal["code"], reason: string): Quote {
  return { ok: false, code, reason };
}

function fits(channelIds: readonly number[], channelId: number | null): boolean {
  return channelIds.length === 0 || channelId === null || channelIds.includes(channelId);
}

function isReached(limit: number | null, count: number): boolean {
  return limit !== null && count >= limit;
}

/** BigCommerce keeps one amount of store credit without a currency: 10 dollars would be spent as 10 euros. */
function creditObstacle({ shopper, store }: QuoteInput, currency: string): string | null {
  if (!shopper.hasAccount) return "Store credit needs a customer account.";
  if (store.transactionalCurrencies.length > 1 || currency !== store.currency) {
    return "Store credit cannot be given in a shop that sells in several currencies.";
  }
  return null;
}

function pointsProblem(reward: RewardRule): string {
  if (reward.type !== "variable_amount") return "This reward has another price.";
  const { min, max, step } = reward.variable;
  return `Choose between ${min} and ${max} points, in steps of ${step}.`;
}

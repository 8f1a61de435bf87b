/**
 * What a reward gives, as a checkout needs to know it: resolved (a slider's points have become an amount) and kept
 * with the redemption, so that later changes of the program do not touch what was bought.
 */
export type RewardTerms = RewardGift & {
  /** ISO 4217; the order must be in it. */
  currency: string;
  /** Decimal in `currency`; null for none. */
  minimumSpend: string | null;
  /** Storefronts where it works; empty for all. */
  channelIds: readonly number[];
};

/** Amounts are decimal strings in the reward's currency. */
export type RewardGift =
  | { type: "fixed_amount" | "variable_amount" | "store_credit"; amount: string }
  | { type: "percentage"; percent: string }
  | { type: "free_shipping" }
  | { type: "free_product"; productId: number; variantId: number | null };

/** The part of the program's reward that decides a purchase (the whole is in `lib/schemas/program/rewards.ts`). */
export type RewardRule = {
  currency: string | null;
  minimumSpend: string;
  limits: { perCustomer: number | null; total: number | null };
  tierKeys: readonly string[];
  channelIds: readonly number[];
} & (
  | { type: "fixed_amount" | "store_credit"; pointsPrice: number; value: string }
  | { type: "percentage"; pointsPrice: number; value: string }
  | { type: "free_shipping"; pointsPrice: number }
  | { type: "free_product"; pointsPrice: number; productId: number; variantId: number | null }
  | { type: "variable_amount"; variable: { step: number; stepValue: string; min: number; max: number } }
);

/**
 * The terms that become rules of a promotion, as one canonical text: equal texts can share a promotion. Storefronts
 * are left out: widening or narrowing them is meant for codes already out, too.
 */
export function canonicalTerms(terms: RewardTerms): string {
  const { channelIds: _, ...rules } = terms;
  return JSON.stringify(Object.entries(rules).sort(([a], [b]) => (a < b ? -1 : 1)));
}

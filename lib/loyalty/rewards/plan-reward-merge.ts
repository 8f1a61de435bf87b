import type { RewardTerms } from "@/lib/loyalty/rewards/reward-terms";

export type MergeSource = {
  name: string;
  pointsSpent: number;
  terms: RewardTerms;
  expiresAt: Date | null;
  returnsPoints: boolean;
};

export type MergedReward = Omit<MergeSource, "terms"> & {
  terms: Extract<RewardTerms, { amount: string }>;
};

const nameCharsMax = 100;

/**
 * One reward instead of several amounts off: their sum, under the strictest of their conditions (the highest minimum
 * spend, the earliest expiry, points back on expiry only when all gave them back). Null when they do not go together:
 * other kinds, other currencies, other storefronts.
 */
export function planRewardMerge(sources: readonly MergeSource[]): MergedReward | null {
  const [first] = sources;
  if (!first) return null;
  const { currency, channelIds } = first.terms;
  const decimals = Math.max(...sources.map(({ terms }) => decimalsOf(amountOf(terms))));
  let amount = 0n;
  let strictest: string | null = null;
  for (const { terms } of sources) {
    if (terms.type !== "fixed_amount" && terms.type !== "variable_amount") return null;
    if (terms.currency !== currency || !isSame(terms.channelIds, channelIds)) return null;
    amount += toUnits(terms.amount, decimals);
    if (isMore(terms.minimumSpend ?? "0", strictest ?? "0")) strictest = terms.minimumSpend;
  }
  return {
    name: [...sources.map(({ name }) => name).join(" + ")].slice(0, nameCharsMax).join(""),
    pointsSpent: sources.reduce((sum, { pointsSpent }) => sum + pointsSpent, 0),
    terms: {
      type: "variable_amount",
      amount: fromUnits(amount, decimals),
      currency,
      minimumSpend: strictest,
      channelIds,
    },
    expiresAt: earliest(sources.map(({ expiresAt }) => expiresAt)),
    returnsPoints: sources.every(({ returnsPoints }) => returnsPoints),
  };
}

const amountOf = (terms: RewardTerms) => ("amount" in terms ? terms.amount : "0");

/** As many decimals as were written: an amount is shown as its reward wrote it. */
const decimalsOf = (amount: string) => amount.split(".")[1]?.length ?? 0;

function isMore(some: string, other: string): boolean {
  const decimals = Math.max(decimalsOf(some), decimalsOf(other));
  return toUnits(some, decimals) > toUnits(other, decimals);
}

function toUnits(amount: string, decimals: number): bigint {
  const [whole = "0", fraction = ""] = amount.split(".");
  return BigInt(`${whole}${fraction.padEnd(decimals, "0")}`);
}

function fromUnits(units: bigint, decimals: number): string {
  const digits = String(units).padStart(decimals + 1, "0");
  return decimals === 0 ? digits : `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}

function isSame(some: readonly number[], others: readonly number[]): boolean {
  return some.length === others.length && some.every((id) => others.includes(id));
}

function earliest(instants: readonly (Date | null)[]): Date | null {
  const known = instants.filter((instant) => instant !== null);
  return known.length === 0 ? null : new Date(Math.min(...known.map((instant) => instant.getTime())));
}

import { toCustomer } from "@/lib/loyalty/plan-moves";
import type { Balances, LedgerAccount, PostingEntry } from "@/lib/loyalty/posting";

export type MergePlan = { from: PostingEntry[]; into: PostingEntry[] };

/**
 * Moves everything one customer holds to another, over `program:transferred`, which sums to zero over both sides. A
 * debt goes along and is paid at once from what is available on either side. A side without change has no entries.
 */
export function planMerge(from: Balances, into: Balances): MergePlan {
  const spendable = from.available + from.debt;
  const toInto: Partial<Record<LedgerAccount, number>> =
    spendable >= 0 ? toCustomer(spendable, into) : takeFrom(-spendable, into);
  return {
    from: balanced({
      "customer:pending": -from.pending,
      "customer:available": -from.available,
      "customer:held": -from.held,
      "customer:debt": -from.debt,
    }),
    into: balanced({ "customer:pending": from.pending, "customer:held": from.held, ...toInto }),
  };
}

function takeFrom(points: number, balances: Balances): Partial<Record<LedgerAccount, number>> {
  const fromAvailable = Math.min(points, balances.available);
  return { "customer:available": -fromAvailable, "customer:debt": -(points - fromAvailable) };
}

function balanced(amounts: Partial<Record<LedgerAccount, number>>): PostingEntry[] {
  const entries = (Object.entries(amounts) as [LedgerAccount, number][])
    .filter(([, amount]) => amount !== 0)
    .map(([account, amount]) => ({ account, amount }));
  const sum = entries.reduce((total, { amount }) => total + amount, 0);
  return sum === 0 ? entries : [...entries, { account: "program:transferred", amount: -sum }];
}

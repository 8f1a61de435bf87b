import type { Balances, PostingEntry } from "@/lib/loyalty/posting";

/** What a posting moves on the customer's own accounts that the shopper sees. */
export function customerChange(entries: readonly PostingEntry[]): Omit<Balances, "held"> {
  return {
    pending: amountOn(entries, "customer:pending"),
    available: amountOn(entries, "customer:available"),
    debt: amountOn(entries, "customer:debt"),
  };
}

/** The balances after a posting. */
export function applyEntries(balances: Balances, entries: readonly PostingEntry[]): Balances {
  return {
    pending: balances.pending + amountOn(entries, "customer:pending"),
    available: balances.available + amountOn(entries, "customer:available"),
    held: balances.held + amountOn(entries, "customer:held"),
    debt: balances.debt + amountOn(entries, "customer:debt"),
  };
}

/** Zero for every posting that may be written. */
export function sumOfEntries(entries: readonly PostingEntry[]): number {
  return entries.reduce((sum, entry) => sum + entry.amount, 0);
}

function amountOn(entries: readonly PostingEntry[], account: PostingEntry["account"]): number {
  let sum = 0;
  for (const entry of entries) if (entry.account === account) sum += entry.amount;
  return sum;
}

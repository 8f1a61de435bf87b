import type { Balances, LedgerAccount, OrderHeld, PostingEntry } from "@/lib/loyalty/posting";

/** What a reversal does when the points are already spent. */
export type RefundPolicy = "within_balance" | "allow_negative" | "pending_only";

/**
 * Gives `points` (> 0). What an earlier reversal of the same order could not take back counts as already given. Into
 * pending while the hold lasts, else to the customer, debt first.
 */
export function planCredit(
  points: number,
  isHeld: boolean,
  held: OrderHeld,
  balances: Balances,
): PostingEntry[] {
  const stillThere = Math.min(points, held.shortfall);
  const given = points - stillThere;
  return entries({
    "program:issued": -points,
    "program:shortfall": stillThere,
    ...(isHeld ? { "customer:pending": given } : toCustomer(given, balances)),
  });
}

/**
 * Takes `points` (> 0) back: the order's pending points first, then, unless the policy forbids, from what is
 * available, then into debt where the policy allows it. The rest is recorded as shortfall, never silently dropped.
 */
export function planDebit(
  points: number,
  held: OrderHeld,
  balances: Balances,
  policy: RefundPolicy,
): PostingEntry[] {
  const fromPending = Math.min(points, held.pending, balances.pending);
  const rest = points - fromPending;
  const fromAvailable = policy === "pending_only" ? 0 : Math.min(rest, balances.available);
  const intoDebt = policy === "allow_negative" ? rest - fromAvailable : 0;
  return entries({
    "customer:pending": -fromPending,
    "customer:available": -fromAvailable,
    "customer:debt": -intoDebt,
    "program:shortfall": -(rest - fromAvailable - intoDebt),
    "program:reversed": points,
  });
}

/** Moves `points` (> 0) from pending to the customer, debt first. */
export function planRelease(points: number, balances: Balances): PostingEntry[] {
  return entries({ "customer:pending": -points, ...toCustomer(points, balances) });
}

/** Where points that become spendable go: debt is paid first. Shared by awards, releases and returned redemptions. */
export function toCustomer(points: number, balances: Balances): Partial<Record<LedgerAccount, number>> {
  const paysDebt = Math.min(points, -balances.debt);
  return { "customer:debt": paysDebt, "customer:available": points - paysDebt };
}

function entries(amounts: Partial<Record<LedgerAccount, number>>): PostingEntry[] {
  return (Object.entries(amounts) as [LedgerAccount, number][])
    .filter(([, amount]) => amount !== 0)
    .map(([account, amount]) => ({ account, amount }));
}

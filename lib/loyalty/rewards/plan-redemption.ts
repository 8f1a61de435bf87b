import { toCustomer } from "@/lib/loyalty/plan-moves";
import type { Balances, LedgerAccount, PostingEntry } from "@/lib/loyalty/posting";

/**
 * The moves of a redemption's points (> 0):
 *
 *     available → held → rewards outstanding → redeemed
 *                  ↓ release        ↓ return      ↓ return      (to the customer, debt first)
 *                                                 ↑ retake      (from the customer, the rest as a debt)
 */
export function planHold(points: number): PostingEntry[] {
  return entries({ "customer:available": -points, "customer:held": points });
}

/** The code exists: the points are the program's. */
export function planCapture(points: number): PostingEntry[] {
  return entries({ "customer:held": -points, "program:rewards_outstanding": points });
}

/** There is no code and there will be none. What was refunded meanwhile may have left a debt: it is paid first. */
export function planHoldRelease(points: number, balances: Balances): PostingEntry[] {
  return entries({ "customer:held": -points, ...toCustomer(points, balances) });
}

/** The code was used; `hadExpired`: after its unused points had gone to the program. */
export function planUse(points: number, hadExpired = false): PostingEntry[] {
  const from = hadExpired ? "program:expired" : "program:rewards_outstanding";
  return entries({ [from]: -points, "program:redeemed": points });
}

/** The points come back, of an unused code or of one whose order was cancelled. */
export function planReturn(points: number, wasUsed: boolean, balances: Balances): PostingEntry[] {
  const from = wasUsed ? "program:redeemed" : "program:rewards_outstanding";
  return entries({ [from]: -points, ...toCustomer(points, balances) });
}

/** The code was used although its points had gone back: what of them is gone since stands as a debt. */
export function planRetake(points: number, { available }: Balances): PostingEntry[] {
  const there = Math.min(points, available);
  return entries({
    "customer:available": -there,
    "customer:debt": there - points,
    "program:redeemed": points,
  });
}

/** The code expired unused and the points do not come back. */
export function planBreakage(points: number): PostingEntry[] {
  return entries({ "program:rewards_outstanding": -points, "program:expired": points });
}

function entries(amounts: Partial<Record<LedgerAccount, number>>): PostingEntry[] {
  return (Object.entries(amounts) as [LedgerAccount, number][])
    .filter(([, amount]) => amount !== 0)
    .map(([account, amount]) => ({ account, amount }));
}

import type { OrderTarget } from "@/lib/loyalty/order-target";
import { planCredit, planDebit, planRelease, type RefundPolicy } from "@/lib/loyalty/plan-moves";
import type { Balances, OrderHeld, OrderPostingType, PostingPlan } from "@/lib/loyalty/posting";
import { applyEntries, customerChange } from "@/lib/loyalty/posting-sums";

export type PlanOrderInput = {
  target: OrderTarget;
  /** What the ledger holds for this order. */
  held: OrderHeld;
  /** The customer's balances, read under their lock. */
  balances: Balances;
  refundPolicy: RefundPolicy;
};

/** `held` and `balances` are what they will be once the postings stand: feed them to the customer's next order. */
export type OrderPostings = { postings: PostingPlan[]; held: OrderHeld; balances: Balances };

/**
 * Only the difference between what the customer should hold for the order and what the ledger says, as at most two
 * postings: an award or a reversal, then the release of a hold that is over. Nothing to do gives no postings, so
 * planning the same target again is free. Guests plan nothing; a frozen order at most the end of its hold.
 */
export function planOrderPostings({ target, held, balances, refundPolicy }: PlanOrderInput): OrderPostings {
  let state: OrderPostings = { postings: [], held, balances };
  if (target.outcome === "guest") return state;
  const isFrozen = target.outcome === "frozen";
  const missing = isFrozen ? 0 : target.points - (held.pending + held.available - held.shortfall);
  if (missing > 0) {
    state = append(state, "order_award", target, planCredit(missing, target.pending > 0, held, balances));
  }
  if (missing < 0) {
    state = append(state, "order_reversal", target, planDebit(-missing, held, balances, refundPolicy));
  }
  const due = target.holdIsOver ? state.held.pending : 0;
  if (due > 0) state = append(state, "hold_release", target, planRelease(due, state.balances));
  return state;
}

function append(
  state: OrderPostings,
  type: OrderPostingType,
  target: OrderTarget,
  entries: PostingPlan["entries"],
): OrderPostings {
  const revision = state.held.revision + 1;
  const change = customerChange(entries);
  const shortfall = 0 - (entries.find((entry) => entry.account === "program:shortfall")?.amount ?? 0);
  const posting: PostingPlan = {
    key: orderPostingKey(target.orderId, revision),
    type,
    entries,
    pointsChange: change.pending + change.available + change.debt,
    explanation: { ...target.explanation, posting: { type, ...change, shortfall } },
  };
  return {
    postings: [...state.postings, posting],
    held: {
      pending: state.held.pending + change.pending,
      available: state.held.available + change.available + change.debt,
      shortfall: state.held.shortfall + shortfall,
      revision,
    },
    balances: applyEntries(state.balances, entries),
  };
}

/** The key of an order's n-th posting: two workers that decide on the same revision meet at the unique index. */
export function orderPostingKey(orderId: number, revision: number): string {
  return `order/${orderId}/${revision}`;
}

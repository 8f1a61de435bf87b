import type { OrderExplanation } from "@/lib/loyalty/explain/explanation";

/** The accounts of the ledger, as the database names them. `customer:*` belong to one customer each. */
export type LedgerAccount =
  | "customer:pending"
  | "customer:available"
  | "customer:held"
  | "customer:debt"
  | "program:issued"
  | "program:redeemed"
  | "program:rewards_outstanding"
  | "program:expired"
  | "program:reversed"
  | "program:shortfall"
  | "program:adjusted"
  | "program:imported"
  | "program:transferred";

/** One leg; the legs of a posting sum to zero. One leg an account at most. */
export type PostingEntry = { account: LedgerAccount; amount: number };

/** A customer's cached sums. `debt` ≤ 0, the others ≥ 0. */
export type Balances = { pending: number; available: number; held: number; debt: number };

/**
 * What one person holds for one order. `available` is net of debt its awards paid or its reversals made; `shortfall`
 * (≥ 0) is what a refund policy could not take back from them. The net is `pending + available − shortfall`.
 */
export type HeldPoints = { pending: number; available: number; shortfall: number };

/** The same with how many postings the order has, whoever they were for. */
export type OrderHeld = HeldPoints & { revision: number };

/**
 * What the ledger holds for one order, by person: what was spent before the order changed hands is the former holder's
 * and no business of the next. The net of all but its holder is 0.
 */
export type OrderHoldings = { revision: number; of: Map<bigint, HeldPoints> };

export type OrderPostingType = "order_award" | "order_reversal" | "hold_release";

/** A transaction to post, complete but for the ids the database knows. */
export type PostingPlan = {
  /** Unique per store: `order/{orderId}/{revision}`, so a race on the same revision posts once. */
  key: string;
  type: OrderPostingType;
  entries: PostingEntry[];
  /** Change of pending + available + debt: what the shopper sees. */
  pointsChange: number;
  explanation: OrderExplanation;
};

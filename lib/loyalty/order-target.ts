import type { OrderExplanation } from "@/lib/loyalty/explain/explanation";
import type { OrderFacts } from "@/lib/loyalty/order-facts";
import type { OrderProgram } from "@/lib/loyalty/order-program";

/** Everything the evaluator may know. Time is an input: nothing in here reads a clock. */
export type EvaluateOrderInput = {
  facts: OrderFacts;
  /** The pinned version once the order was awarded (`memory`), the published one before. */
  program: { version: number; document: OrderProgram };
  /** Null until the order was first awarded. */
  memory: OrderMemory | null;
  context: OrderContext;
};

export type OrderContext = {
  /** ISO 8601 instant. */
  now: string;
  /** State of whom the order belongs to: a guest order claimed by a customer has that customer's state. */
  customerState: "guest" | "candidate" | "member" | "disabled";
  /** IANA zone of the store, for campaigns. */
  timeZone: string;
  /** The customer's tier now, `multiplier` as a decimal string; null without tiers. */
  vip: { tierKey: string; multiplier: string } | null;
  isFirstOrder: boolean;
  /**
   * Whether this order, migrated from another platform, earns: the choice of whoever imports past orders. Left out, the
   * program decides.
   */
  migratedEarns?: boolean;
};

/**
 * All an order remembers: that it was awarded, when, by which version, and the inputs that are not facts of the order
 * and could have changed since (tier, group, zone, catalog), so that a later refund takes back by the same measure.
 */
export type OrderMemory = { programVersion: number; awardedAt: string; pinned: PinnedInputs };

export type PinnedLine = { lineId: number; categoryIds: number[]; brandId: number | null };

export type PinnedInputs = {
  vip: OrderContext["vip"];
  timeZone: string;
  /** Null as long as the order is nobody's: whose first order it is shows when somebody claims it, and is pinned then. */
  isFirstOrder: boolean | null;
  customerGroupId: number | null;
  /** As the import that first awarded it chose; absent: as the program says. */
  migratedEarns?: boolean;
  /** Categories and brand of the lines, as they were. Lines added later use their own facts. */
  lines: PinnedLine[];
};

/**
 * - `earns`: the customer should hold `points` (maybe 0, with the reason in the explanation);
 * - `cancelled`: in the cancel set or fully refunded, holds nothing;
 * - `waiting`: not in the award set yet and never awarded;
 * - `guest`: as `earns`, but there is nobody to post it to until somebody claims the order;
 * - `frozen`: customer disabled or order archived: whatever the ledger holds stays. A hold that began before the
 *   order was archived still ends.
 */
export type OrderOutcome = "earns" | "cancelled" | "waiting" | "guest" | "frozen";

/** What the customer should hold for this order now. All numbers are whole points. */
export type OrderTarget = {
  orderId: number;
  outcome: OrderOutcome;
  programVersion: number;
  /** `pending + available`. */
  points: number;
  pending: number;
  available: number;
  /** When what is pending becomes available; null without a hold or when it is over. Kept for a disabled customer. */
  availableAt: string | null;
  /** What the same order would earn had nothing been refunded; `points` never exceeds it. */
  award: number;
  /** Σ of these is `points`. `lineId` 0 is shipping. Ordered as the order's lines. */
  lines: LinePoints[];
  /** Σ of these is `points`. Order: base, VIP, campaigns as listed in the program. */
  rules: RulePoints[];
  /** Whatever the order still holds as pending is due now. Never for a disabled customer: the balance is frozen. */
  holdIsOver: boolean;
  /** Points of codes redeemed on this order come back (cancelled or fully refunded). */
  returnsRedeemedPoints: boolean;
  /** Codes redeemed on this order are paid: points that went back are taken again. Neither while it is frozen. */
  keepsRedeemedPoints: boolean;
  /** To store with the order; unchanged unless this evaluation is the first award. */
  memory: OrderMemory | null;
  explanation: OrderExplanation;
};

export type LinePoints = { lineId: number; points: number };
export type RulePoints = { rule: string; points: number };

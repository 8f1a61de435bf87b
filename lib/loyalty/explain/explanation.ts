import type { Reason } from "@/lib/loyalty/explain/reason";

/**
 * Why points came, went or did not come, as data: stored with every ledger transaction and order, returned by the API,
 * turned into words by `render-explanation.ts`. `version` grows when a reader must change.
 */
export type Explanation = OrderExplanation | NoteExplanation;

export type OrderExplanation = {
  version: 1;
  subject: "order";
  orderId: number;
  programVersion: number;
  currency: string;
  decimalPlaces: number;
  /** Everything that was tried, in order. */
  rules: RuleExplanation[];
  rounding: "down" | "nearest" | "up";
  /** Points by rule after refunds. */
  points: { award: number; kept: number };
  /** Set by the posting: where the points went. */
  posting?: PostingExplanation;
};

/** `why` names the words (see `messages-en.ts`); `inputs` are its numbers and names, money in minor units. */
export type RuleExplanation = {
  key: string;
  outcome: "passed" | "failed" | "applied" | "skipped";
  why: Reason;
  inputs: Record<string, string | number | boolean | null>;
};

/** Signed moves of one posting; `shortfall` is what the refund policy could not take back (positive). */
export type PostingExplanation = {
  type: "order_award" | "order_reversal" | "hold_release";
  pending: number;
  available: number;
  debt: number;
  shortfall: number;
};

/** For changes that are no order: adjustments, imports, actions, redemptions. */
export type NoteExplanation = {
  version: 1;
  subject: "adjustment" | "action" | "redemption" | "expiry" | "import" | "merge";
  rules: RuleExplanation[];
  /** Where the points went, when that may have made a debt. */
  posting?: Omit<PostingExplanation, "type">;
};

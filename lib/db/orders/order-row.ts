import type { OrderExplanation } from "@/lib/loyalty/explain/explanation";
import type { OrderFacts, OrderRefund } from "@/lib/loyalty/order-facts";
import type { OrderMemory, PinnedInputs } from "@/lib/loyalty/order-target";
import type { OrderHeld } from "@/lib/loyalty/posting";

/** Whom an order's points belong to, as far as this store knows. */
export type OrderOwner = {
  customerId: bigint;
  state: "candidate" | "member" | "disabled";
};

/** One locked order: what was applied last, and whose it was and is. What it holds is read from the ledger. */
export type LockedOrder = {
  id: bigint;
  bcOrderId: number;
  bcModifiedAt: Date;
  programVersionId: bigint | null;
  awardedAt: Date | null;
  pinned: PinnedInputs | null;
  pointsAwarded: number;
  /** Refunds of the facts applied last. */
  knownRefunds: OrderRefund[];
  /** Who holds the points posted so far; null when nothing was ever posted. */
  holder: OrderOwner | null;
  /** Who should hold them: the customer of the fetched order, or whoever claimed the guest order. */
  owner: OrderOwner | null;
  isFirstOrder: boolean;
  /** The import of past orders that awarded it, if one did. */
  importId: bigint | null;
  /** That import was taken back: the order holds nothing. */
  isWithdrawn: boolean;
  /** Its row was made in this transaction: nothing can have been posted for it. */
  isNew: boolean;
};

/** What is written back after the decision. */
export type OrderUpdate = {
  id: bigint;
  facts: OrderFacts;
  ownerId: bigint | null;
  programVersionId: bigint | null;
  memory: OrderMemory | null;
  held: OrderHeld;
  pointsAwarded: number;
  pendingUntil: string | null;
  explanation: OrderExplanation;
};

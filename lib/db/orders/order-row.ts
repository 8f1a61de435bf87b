import type { OrderExplanation } from "@/lib/loyalty/explain/explanation";
import type { OrderFacts } from "@/lib/loyalty/order-facts";
import type { OrderMemory, PinnedInputs } from "@/lib/loyalty/order-target";
import type { Balances, OrderHeld } from "@/lib/loyalty/posting";

/** Whom an order's points belong to, as far as this store knows. */
export type OrderOwner = {
  customerId: number;
  state: "candidate" | "member" | "disabled";
};

/** One locked order: what was applied last, what the ledger holds for it, and whose it is now. */
export type LockedOrder = {
  id: number;
  bcOrderId: number;
  bcModifiedAt: Date;
  programVersionId: number | null;
  awardedAt: Date | null;
  pinned: PinnedInputs | null;
  held: OrderHeld;
  pointsAwarded: number;
  /** Who holds the points posted so far; null when nothing was ever posted. */
  holder: OrderOwner | null;
  /** Who should hold them: the customer of the fetched order, or whoever claimed the guest order. */
  owner: OrderOwner | null;
  isFirstOrder: boolean;
};

/** What is written back after the decision. */
export type OrderUpdate = {
  id: number;
  facts: OrderFacts;
  ownerId: number | null;
  programVersionId: number | null;
  memory: OrderMemory | null;
  held: OrderHeld;
  pointsAwarded: number;
  pendingUntil: string | null;
  explanation: OrderExplanation;
};

export type BalancesByCustomer = Map<number, Balances>;

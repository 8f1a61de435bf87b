import type { ShopperCustomer } from "@/lib/schemas/storefront/account";
import type { ShopperPointsTransaction } from "@/lib/schemas/storefront/points-transactions";
import type { StorefrontProgram } from "@/lib/schemas/storefront/program";

/** `idle`: not read, or out of date. */
export type HistoryState = {
  phase: "idle" | "loading" | "ready" | "failed";
  items: ShopperPointsTransaction[];
  nextCursor: string | null;
};

/** Everything the panel shows, as one value. */
export type WidgetState = {
  phase: "loading" | "guest" | "customer" | "failed";
  program: StorefrontProgram | null;
  customer: ShopperCustomer | null;
  history: HistoryState;
};

export const emptyHistory: HistoryState = { phase: "idle", items: [], nextCursor: null };

export const initialState: WidgetState = {
  phase: "loading",
  program: null,
  customer: null,
  history: emptyHistory,
};

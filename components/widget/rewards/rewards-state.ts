import type { RewardFulfillment } from "@/lib/schemas/storefront/rewards";
import type { ApplyOutcome } from "./apply-at-checkout";
import { noPurchase, type Purchase } from "./purchase-machine";

export type HeldState = {
  phase: "idle" | "loading" | "ready" | "failed";
  items: RewardFulfillment[];
  nextCursor: string | null;
};

/** The one cancellation the shopper is busy with. `code` is why it failed. */
export type CancelState = {
  id: number;
  step: "asking" | "sending" | "failed" | "over";
  code: string;
} | null;

/** Held rewards becoming one: `ids` while the same request is to be asked again; `code` is why it failed. */
export type MergeState = {
  requestId: string;
  ids: readonly number[];
  step: "sending" | "failed";
  code: string;
} | null;

export type ApplyState = { id: number; outcome: ApplyOutcome | "busy" } | null;

/** Everything the reward views show beside program and customer. */
export type RewardsState = {
  purchase: Purchase;
  held: HeldState;
  cancel: CancelState;
  apply: ApplyState;
  merge: MergeState;
  /** Products the store has no more of for this shopper, as a refusal has told. */
  gone: readonly number[];
};

export const initialRewards: RewardsState = {
  purchase: noPurchase,
  held: { phase: "idle", items: [], nextCursor: null },
  cancel: null,
  apply: null,
  merge: null,
  gone: [],
};

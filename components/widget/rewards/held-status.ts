import type { RewardFulfillment } from "@/lib/schemas/storefront/rewards";

/**
 * How a bought reward stands, as the key of its words. A code past its day is no use, whether or not it is taken away;
 * nor is one whose cancellation waits for the store, which alone makes an unused code impossible to cancel.
 */
export function statusOf(held: RewardFulfillment) {
  if (held.used_at) return "heldUsed";
  if (held.merged_into_id) return "heldMerged";
  const { fulfillment_status: status, expires_at: end } = held;
  if (held.expired_at || (status === "issued" && end && Date.parse(end) <= Date.now())) return "heldExpired";
  if (status === "cancelled") return "heldCancelled";
  if (status === "failed") return "heldNotMade";
  if (status === "issued" && held.usage_status === "untracked") return "heldGiven";
  if (!held.cancellable) return "heldCancelling";
  return status === "pending" ? "heldPending" : "heldReady";
}

/** The colour of its chip. */
export const toneOf = (status: ReturnType<typeof statusOf>) =>
  status === "heldReady" || status === "heldGiven"
    ? "on"
    : status === "heldPending" || status === "heldCancelling"
      ? "wait"
      : "off";

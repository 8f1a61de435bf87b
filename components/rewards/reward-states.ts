import type { BadgeTone } from "@/components/ui/badge";
import type { RedemptionRow, RewardRow } from "@/lib/schemas/admin/rewards";

type Words = readonly [label: string, tone: BadgeTone];

export const redemptionStates: Record<RedemptionRow["state"], Words> = {
  pending: ["Being made", "primary"],
  unclear: ["Unclear", "warning"],
  ready: ["Ready to use", "success"],
  given: ["Given", "success"],
  used: ["Used", "neutral"],
  expired: ["Expired", "neutral"],
  merged: ["Combined", "neutral"],
  cancelled: ["Cancelled", "neutral"],
  failed: ["Not made", "danger"],
};

export const rewardStates: Record<RewardRow["state"], Words> = {
  active: ["Active", "success"],
  missing: ["Promotion deleted", "danger"],
  disabled: ["Promotion switched off", "danger"],
  changed: ["Promotion changed", "warning"],
  not_made: ["Not used yet", "neutral"],
  coupons: ["Active, by coupons", "success"],
  store_credit: ["Active, no code", "success"],
};

/** Somebody changed it in the control panel; repair puts it right. */
export function needsRepair({ state, lost }: RewardRow): boolean {
  return lost > 0 || state === "missing" || state === "disabled" || state === "changed";
}

import { systemClock } from "@/lib/clock";
import { markRuleReviewed } from "@/lib/db/dashboard/find-store-status";

/** A person has looked at the earning rule and keeps it as it is. */
export function keepRule(storeId: bigint, clock = systemClock): Promise<void> {
  return markRuleReviewed(storeId, clock.now());
}

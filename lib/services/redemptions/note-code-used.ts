import { use } from "@/lib/services/redemptions/settle-redemption";
import { withLockedRedemption } from "@/lib/services/redemptions/with-locked-redemption";

/** Writes down that BigCommerce counts a use of this code, on whichever order; false when that is known already. */
export function noteCodeUsed({ storeId, id }: { storeId: bigint; id: bigint }, now: Date): Promise<boolean> {
  return withLockedRedemption(storeId, id, async (locked) => {
    if (locked.redemption.status !== "issued" || locked.redemption.usedAt !== null) return false;
    await use(locked, { orderId: null, usedAt: now, now });
    return true;
  });
}

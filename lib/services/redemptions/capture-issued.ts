import type { Redemption } from "@/lib/db/redemptions/redemption-row";
import { capture } from "@/lib/services/redemptions/settle-redemption";
import { withLockedRedemption } from "@/lib/services/redemptions/with-locked-redemption";

export type IssuedBy = Pick<Redemption, "mechanism" | "bcPromotionId" | "bcCodeId" | "code">;

/**
 * Captures the points of a code that is at BigCommerce. Says `false` when the redemption was taken back meanwhile:
 * then the code must go.
 */
export function captureIssued(
  storeId: bigint,
  redemptionId: bigint,
  issued: IssuedBy,
  now: Date,
): Promise<boolean> {
  return withLockedRedemption(storeId, redemptionId, async (locked) => {
    const { status, code } = locked.redemption;
    if (code !== issued.code) return false;
    if (status !== "pending") return status === "issued";
    const { mechanism, bcPromotionId, bcCodeId } = issued;
    await capture(locked, { mechanism, bcPromotionId, bcCodeId }, now);
    return true;
  });
}

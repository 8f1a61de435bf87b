import { changeRedemption } from "@/lib/db/redemptions/change-redemption";
import type { Redemption } from "@/lib/db/redemptions/redemption-row";
import { capture } from "@/lib/services/redemptions/settle-redemption";
import { withLockedRedemption } from "@/lib/services/redemptions/with-locked-redemption";

export type IssuedBy = Pick<Redemption, "mechanism" | "bcPromotionId" | "bcCodeId" | "code"> & {
  /** Made by the caller, whose create is noted as under way and was answered now. */
  isMade?: boolean;
};

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
    const answered = issued.isMade ? { createsUnderWay: { decrement: 1 } } : {};
    if (code !== issued.code || status !== "pending") {
      if (issued.isMade) await changeRedemption(storeId, redemptionId, answered, locked.tx);
      return code === issued.code && status === "issued";
    }
    const { mechanism, bcPromotionId, bcCodeId } = issued;
    await capture(locked, { mechanism, bcPromotionId, bcCodeId, ...answered }, now);
    return true;
  });
}

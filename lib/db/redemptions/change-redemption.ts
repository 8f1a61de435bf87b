import { db } from "@/lib/db/client";
import type { Prisma } from "@/lib/db/generated/client";
import type { Transaction } from "@/lib/db/transaction";

/** What may change in a redemption's life; the database refuses what may not (migration `redemptions`). */
export type RedemptionChange = Partial<
  Pick<
    Prisma.RedemptionUncheckedUpdateManyInput,
    | "status"
    | "mechanism"
    | "bcPromotionId"
    | "bcCodeId"
    | "createsUnderWay"
    | "code"
    | "problem"
    | "issuedAt"
    | "cancelRequestedAt"
    | "cancelRequestedById"
    | "endedAt"
    | "expiredAt"
    | "usedAt"
    | "usedOrderId"
    | "pointsReturnedAt"
    | "codeRemovedAt"
    | "codeMissingAt"
    | "captureTransactionId"
    | "releaseTransactionId"
    | "returnTransactionId"
    | "retakes"
    | "retakeTransactionId"
    | "attempts"
    | "mergedIntoId"
  >
>;

/** Writes a change of a locked redemption, or one that is true whatever else happens to it. */
export async function changeRedemption(
  storeId: bigint,
  id: bigint,
  change: RedemptionChange,
  tx: Pick<Transaction, "redemption"> = db(),
): Promise<void> {
  await tx.redemption.updateMany({ where: { storeId, id }, data: change });
}

/** Notes that these codes are not at BigCommerce although they should be. */
export async function noteMissing(storeId: bigint, ids: readonly bigint[], at: Date): Promise<void> {
  if (ids.length === 0) return;
  await db().redemption.updateMany({
    where: { storeId, id: { in: [...ids] }, codeMissingAt: null },
    data: { codeMissingAt: at },
  });
}

/** As {@link changeRedemption}, while it is still pending; false when it no longer is. */
export async function changePending(storeId: bigint, id: bigint, change: RedemptionChange): Promise<boolean> {
  const { count } = await db().redemption.updateMany({
    where: { storeId, id, status: "pending" },
    data: change,
  });
  return count > 0;
}

import { isBigCommerceError } from "@/lib/bigcommerce/client/errors";
import { AppError } from "@/lib/errors";
import { removeCode } from "@/lib/services/redemptions/end-unused-code";
import { getRedemption } from "@/lib/services/redemptions/with-locked-redemption";
import type { StoreClientOptions } from "@/lib/services/stores/open-store-client";

/**
 * Deletes the code of a redemption whose points went back, also when they were taken again, wherever it may still be. A
 * store that is gone has nothing to delete. Safe to repeat; throws what BigCommerce's failures throw, to be tried again.
 */
export async function removeRedemptionCode(
  { storeId, redemptionId, now }: { storeId: bigint; redemptionId: bigint; now: Date },
  options: StoreClientOptions = {},
): Promise<void> {
  const redemption = await getRedemption(storeId, redemptionId);
  const { status, pointsReturnedAt, retakes } = redemption;
  const wereBack = pointsReturnedAt !== null || retakes > 0;
  if (status === "pending" || (status === "issued" && !wereBack)) return;
  try {
    await removeCode(redemption, now, options);
  } catch (error) {
    const isGone = error instanceof AppError && error.code === "store_not_installed";
    if (!isGone || isBigCommerceError(error)) throw error;
  }
}

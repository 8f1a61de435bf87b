import type { PointsPurchase } from "@/lib/schemas/storefront/rewards";
import { type CancelInput, cancelRedemption } from "@/lib/services/redemptions/cancel-redemption";
import { describePurchase } from "@/lib/services/redemptions/describe-redemption";

/** A cancellation as the storefront API answers it. Throws what {@link cancelRedemption} throws. */
export async function answerCancel(
  input: Omit<CancelInput, "redemptionId"> & { redemptionId: number },
): Promise<{ points_purchase: PointsPurchase }> {
  const redemption = await cancelRedemption({ ...input, redemptionId: BigInt(input.redemptionId) });
  return { points_purchase: describePurchase(redemption) };
}

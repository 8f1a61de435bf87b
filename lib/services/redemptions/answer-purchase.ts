import type { PointsPurchase } from "@/lib/schemas/storefront/rewards";
import { describePurchase } from "@/lib/services/redemptions/describe-redemption";
import {
  type Purchase,
  type PurchaseInput,
  purchaseReward,
} from "@/lib/services/redemptions/purchase-reward";
import { waitForIssue } from "@/lib/services/redemptions/wait-for-issue";

export type PurchaseAnswer = { status: 200 | 201 | 202; body: { points_purchase: PointsPurchase } };

/** A purchase as the storefront API answers it. Throws what {@link purchaseReward} throws. */
export async function answerPurchase(input: PurchaseInput): Promise<PurchaseAnswer> {
  return answerOf(await purchaseReward(input));
}

/** 201 issued, 202 still pending after a short wait, 200 for a repeated request. */
export async function answerOf({ redemption, isRepeated }: Purchase): Promise<PurchaseAnswer> {
  const seen = await waitForIssue(redemption);
  const status = isRepeated ? 200 : seen.status === "pending" ? 202 : 201;
  return { status, body: { points_purchase: describePurchase(seen) } };
}

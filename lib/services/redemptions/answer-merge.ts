import { answerOf, type PurchaseAnswer } from "@/lib/services/redemptions/answer-purchase";
import { type MergeInput, mergeRewards } from "@/lib/services/redemptions/merge-rewards";

/** A merge as the storefront API answers it: as a purchase. Throws what {@link mergeRewards} throws. */
export async function answerMerge(
  input: Omit<MergeInput, "redemptionIds"> & { redemptionIds: readonly number[] },
): Promise<PurchaseAnswer> {
  return answerOf(await mergeRewards({ ...input, redemptionIds: input.redemptionIds.map(BigInt) }));
}

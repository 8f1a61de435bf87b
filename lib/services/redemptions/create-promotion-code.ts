import type { BigCommerceClient } from "@/lib/bigcommerce/client/client";
import { isBigCommerceError } from "@/lib/bigcommerce/client/errors";
import { codeExists } from "@/lib/bigcommerce/promotion-upkeep";
import { ensureCode } from "@/lib/bigcommerce/promotions";
import { changePending } from "@/lib/db/redemptions/change-redemption";
import type { Redemption } from "@/lib/db/redemptions/redemption-row";
import type { CodeOutcome } from "@/lib/services/redemptions/code-outcome";
import { ensureRewardPromotion } from "@/lib/services/redemptions/ensure-reward-promotion";
import { anotherCode } from "@/lib/services/redemptions/new-code";
import { sendCreate } from "@/lib/services/redemptions/send-create";

/**
 * Makes the redemption's code under its reward's promotion, or finds that it is there already. A code that exists
 * under a promotion that is not ours is replaced by another one: nobody has seen it yet.
 */
export async function createPromotionCode(
  client: BigCommerceClient,
  redemption: Redemption,
  now: Date,
): Promise<CodeOutcome> {
  const promotionId = await ensureRewardPromotion(client, redemption, now);
  if (promotionId === null) return { kind: "wait", problem: "The promotion is just being created." };
  const { storeId, id, code } = redemption;
  const link = { mechanism: "promotion" as const, bcPromotionId: BigInt(promotionId) };
  if (!(await changePending(storeId, id, link))) return { kind: "over" };
  try {
    const created = await sendCreate({ ...redemption, ...link }, now, (isFirstTry) =>
      ensureCode(client, { promotionId, code, isFirstTry }),
    );
    if (created === null) return { kind: "over" };
    return { kind: "ready", ...link, bcCodeId: BigInt(created.value.id) };
  } catch (error) {
    if (isBigCommerceError(error, "not_found")) {
      return { kind: "wait", problem: "The promotion has just been deleted." };
    }
    if (!isBigCommerceError(error, "validation", "conflict")) throw error;
    if (!(await codeExists(client, code))) return { kind: "refused", problem: error.message };
    await changePending(storeId, id, { code: anotherCode(code) });
    return { kind: "wait", problem: "BigCommerce had this code already." };
  }
}

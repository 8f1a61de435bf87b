import type { BigCommerceClient } from "@/lib/bigcommerce/client/client";
import { isBigCommerceError } from "@/lib/bigcommerce/client/errors";
import { codeExists } from "@/lib/bigcommerce/promotion-upkeep";
import { ensureCode, type PromotionCode } from "@/lib/bigcommerce/promotions";
import type { Clock } from "@/lib/clock";
import { changePending } from "@/lib/db/redemptions/change-redemption";
import { notePromotion } from "@/lib/db/redemptions/note-create";
import type { Redemption } from "@/lib/db/redemptions/redemption-row";
import type { CodeOutcome } from "@/lib/services/redemptions/code-outcome";
import { createDeadlineMs } from "@/lib/services/redemptions/creates-under-way";
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
  clock: Clock,
): Promise<CodeOutcome> {
  const promotionId = await ensureRewardPromotion(client, redemption, clock.now());
  if (promotionId === null) return { kind: "wait", problem: "The promotion is just being created." };
  const { storeId, id, code } = redemption;
  const link = { mechanism: "promotion" as const, bcPromotionId: BigInt(promotionId) };
  if (!(await notePromotion(redemption, "pending", link.bcPromotionId))) return { kind: "over" };
  const { bcPromotionId } = link;
  try {
    const created = await sendCreate<PromotionCode>(
      redemption,
      { status: "pending", bcPromotionId, clock },
      (sending) => ensureCode(client.within(createDeadlineMs), { promotionId, code, ...sending }),
    );
    if (created === null) return { kind: "over" };
    const isMade = created.outcome === "created";
    return { kind: "ready", ...link, bcCodeId: BigInt(created.value.id), isMade };
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

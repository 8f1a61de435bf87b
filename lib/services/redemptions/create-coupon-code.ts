import type { BigCommerceClient } from "@/lib/bigcommerce/client/client";
import { isBigCommerceError } from "@/lib/bigcommerce/client/errors";
import { type Coupon, ensureCoupon, findCoupon } from "@/lib/bigcommerce/coupons";
import type { Clock } from "@/lib/clock";
import { changePending } from "@/lib/db/redemptions/change-redemption";
import type { Redemption } from "@/lib/db/redemptions/redemption-row";
import type { CodeOutcome } from "@/lib/services/redemptions/code-outcome";
import { couponOf } from "@/lib/services/redemptions/coupon-of";
import { createDeadlineMs } from "@/lib/services/redemptions/creates-under-way";
import { anotherCode } from "@/lib/services/redemptions/new-code";
import { sendCreate } from "@/lib/services/redemptions/send-create";

const underNone = { status: "pending", bcPromotionId: null } as const;

/** The same by a v2 coupon of its own, for stores where promotions are refused. Its name is unique by its code. */
export async function createCouponCode(
  client: BigCommerceClient,
  redemption: Redemption,
  storeCurrency: string,
  clock: Clock,
): Promise<CodeOutcome> {
  const { storeId, id, code } = redemption;
  const coupon = couponOf(redemption, storeCurrency);
  if (!coupon) {
    return {
      kind: "refused",
      problem: "This store's plan has no promotions, and coupons cannot give this reward.",
    };
  }
  if (!(await changePending(storeId, id, { mechanism: "coupon" }))) return { kind: "over" };
  try {
    const created = await sendCreate<Coupon>(redemption, { ...underNone, clock }, (sending) =>
      ensureCoupon(client.within(createDeadlineMs), { ...coupon, ...sending }),
    );
    if (created === null) return { kind: "over" };
    const isMade = created.outcome === "created";
    // A foreign coupon may carry the same code; ours carries the name, too.
    if (created.value.name === coupon.name) {
      const bcCodeId = BigInt(created.value.id);
      return { kind: "ready", mechanism: "coupon", bcPromotionId: null, bcCodeId, isMade };
    }
  } catch (error) {
    if (!isBigCommerceError(error, "validation", "conflict")) throw error;
    if (!(await findCoupon(client, code))) return { kind: "refused", problem: error.message };
  }
  await changePending(storeId, id, { code: anotherCode(code) });
  return { kind: "wait", problem: "BigCommerce had this code already." };
}

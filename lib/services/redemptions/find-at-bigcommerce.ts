import type { BigCommerceClient } from "@/lib/bigcommerce/client/client";
import { deleteCoupon, findCoupon } from "@/lib/bigcommerce/coupons";
import { deleteCode, findCode } from "@/lib/bigcommerce/promotions";
import type { Redemption } from "@/lib/db/redemptions/redemption-row";

type Sought = Pick<Redemption, "mechanism" | "bcPromotionId" | "code" | "rewardName">;

/** A redemption's code at BigCommerce, wherever this store's codes are made. */
export type FoundCode = {
  mechanism: "promotion" | "coupon";
  bcPromotionId: bigint | null;
  bcCodeId: bigint;
  uses: number;
};

/** Looks a code up; null when it is certain that there is none of ours. */
export async function findAtBigCommerce(
  client: BigCommerceClient,
  sought: Sought,
): Promise<FoundCode | null> {
  const { code, bcPromotionId } = sought;
  if (sought.mechanism !== "coupon" && bcPromotionId !== null) {
    const found = await findCode(client, Number(bcPromotionId), code);
    if (found)
      return { mechanism: "promotion", bcPromotionId, bcCodeId: BigInt(found.id), uses: found.currentUses };
  }
  if (sought.mechanism !== "coupon") return null;
  const coupon = await findCoupon(client, code);
  if (!coupon?.name.endsWith(code)) return null;
  return { mechanism: "coupon", bcPromotionId: null, bcCodeId: BigInt(coupon.id), uses: coupon.uses };
}

/** Deletes it; a code that is gone already counts as deleted. */
export async function deleteAtBigCommerce(client: BigCommerceClient, found: FoundCode): Promise<void> {
  if (found.mechanism === "coupon") return deleteCoupon(client, Number(found.bcCodeId));
  return deleteCode(client, Number(found.bcPromotionId), Number(found.bcCodeId));
}

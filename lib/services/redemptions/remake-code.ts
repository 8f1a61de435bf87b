import type { BigCommerceClient } from "@/lib/bigcommerce/client/client";
import { type Coupon, type CouponInput, ensureCoupon } from "@/lib/bigcommerce/coupons";
import { ensureCode, type PromotionCode } from "@/lib/bigcommerce/promotions";
import type { Clock } from "@/lib/clock";
import { changeRedemption } from "@/lib/db/redemptions/change-redemption";
import { notePromotion } from "@/lib/db/redemptions/note-create";
import type { Redemption } from "@/lib/db/redemptions/redemption-row";
import { createDeadlineMs } from "@/lib/services/redemptions/creates-under-way";
import {
  deleteAtBigCommerce,
  type FoundCode,
  findAtBigCommerce,
} from "@/lib/services/redemptions/find-at-bigcommerce";
import { noteCodeUsed } from "@/lib/services/redemptions/note-code-used";
import { sendCreate } from "@/lib/services/redemptions/send-create";
import { withLockedRedemption } from "@/lib/services/redemptions/with-locked-redemption";

/** `ended`: used, or wanted back meanwhile; then no code stays. `taken`: somebody else's coupon has the code. */
export type Remade = "made" | "ended" | "taken";

/** Makes the code of an issued redemption again, under this promotion. */
export async function remakePromotionCode(
  client: BigCommerceClient,
  redemption: Redemption,
  bcPromotionId: bigint,
  clock: Clock,
): Promise<Remade> {
  const promotionId = Number(bcPromotionId);
  if (redemption.bcPromotionId !== bcPromotionId && !(await leaveFormer(client, redemption, clock.now()))) {
    return "ended";
  }
  if (!(await notePromotion(redemption, "issued", bcPromotionId))) return "ended";
  const sending = { status: "issued", bcPromotionId, clock } as const;
  const created = await sendCreate<PromotionCode>(redemption, sending, ({ around }) =>
    ensureCode(client.within(createDeadlineMs), {
      ...{ promotionId, code: redemption.code, isFirstTry: false, around },
    }),
  );
  if (created === null) return "ended";
  const made = { mechanism: "promotion" as const, bcPromotionId, bcCodeId: BigInt(created.value.id) };
  return keepOrDelete(client, redemption, made, created.outcome === "created");
}

/** The same for a v2 coupon of its own. */
export async function remakeCoupon(
  client: BigCommerceClient,
  redemption: Redemption,
  coupon: CouponInput,
  clock: Clock,
): Promise<Remade> {
  const sending = { status: "issued", bcPromotionId: null, clock } as const;
  const created = await sendCreate<Coupon>(redemption, sending, ({ around }) =>
    ensureCoupon(client.within(createDeadlineMs), { ...coupon, isFirstTry: false, around }),
  );
  if (created === null) return "ended";
  if (created.value.name !== coupon.name) return "taken";
  const made = { mechanism: "coupon" as const, bcPromotionId: null, bcCodeId: BigInt(created.value.id) };
  return keepOrDelete(client, redemption, made, created.outcome === "created");
}

/** A promotion that was replaced may still hold the code, which exists once in a store. False: it was used there. */
async function leaveFormer(client: BigCommerceClient, redemption: Redemption, now: Date): Promise<boolean> {
  const found = await findAtBigCommerce(client, redemption);
  if (found && found.uses > 0) {
    await noteCodeUsed(redemption, now);
    return false;
  }
  if (found) await deleteAtBigCommerce(client, found);
  return true;
}

async function keepOrDelete(
  client: BigCommerceClient,
  { storeId, id }: Redemption,
  made: Omit<FoundCode, "uses">,
  isMade: boolean,
): Promise<Remade> {
  if (await keepCode(storeId, id, made, isMade)) return "made";
  await deleteAtBigCommerce(client, { ...made, uses: 0 });
  return "ended";
}

/** False when the redemption ended while its code was made: then it must not stay. */
function keepCode(
  storeId: bigint,
  id: bigint,
  made: Omit<FoundCode, "uses">,
  isMade: boolean,
): Promise<boolean> {
  return withLockedRedemption(storeId, id, async ({ tx, redemption }) => {
    const { status, usedAt, cancelRequestedAt } = redemption;
    const isKept = status === "issued" && usedAt === null && cancelRequestedAt === null;
    const answered = isMade ? { createsUnderWay: { decrement: 1 } } : {};
    const change = isKept ? { ...made, ...answered, codeMissingAt: null, problem: null } : answered;
    await changeRedemption(storeId, id, change, tx);
    return isKept;
  });
}

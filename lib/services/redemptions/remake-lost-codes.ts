import { isBigCommerceError } from "@/lib/bigcommerce/client/errors";
import { type Clock, clockFrom } from "@/lib/clock";
import { changeRedemption } from "@/lib/db/redemptions/change-redemption";
import { listLostCodes } from "@/lib/db/redemptions/find-redemptions";
import type { Redemption } from "@/lib/db/redemptions/redemption-row";
import { listRewardPromotions } from "@/lib/db/redemptions/reward-promotions";
import { isAppError } from "@/lib/errors";
import { cancelRedemption } from "@/lib/services/redemptions/cancel-redemption";
import { couponOf } from "@/lib/services/redemptions/coupon-of";
import { ensureRewardPromotion } from "@/lib/services/redemptions/ensure-reward-promotion";
import { type Remade, remakeCoupon, remakePromotionCode } from "@/lib/services/redemptions/remake-code";
import { promotionKeyOf } from "@/lib/services/redemptions/reward-promotion-name";
import {
  type StoreClientOptions,
  type StoreConnection,
  withStoreClient,
} from "@/lib/services/stores/open-store-client";

/** Two or three calls a code: some seconds. */
export const codesPerPage = 25;

/**
 * Makes a page of the codes again that shoppers hold and BigCommerce has lost, under their rewards' promotions as they
 * are now, or as coupons of their own. Goes on after `afterId`; `nextId` null at the end.
 * One that BigCommerce refuses says why and holds up no other; of one that cannot be made again the points come back.
 * @throws what asking BigCommerce throws otherwise; what is made by then stays made
 */
export async function remakeLostCodes(
  storeId: bigint,
  { afterId, now }: { afterId: bigint; now: Date },
  options: StoreClientOptions = {},
): Promise<{ remade: number; refused: number; nextId: bigint | null }> {
  const lost = await listLostCodes(storeId, { afterId, limit: codesPerPage });
  if (lost.length === 0) return { remade: 0, refused: 0, nextId: null };
  const promotions = await findPromotions(storeId);
  const count = { made: 0, refused: 0, ended: 0 };
  await withStoreClient(
    storeId,
    async (connection) => {
      const clock = clockFrom(now, connection.client.runtime);
      for (const redemption of lost) {
        const work = { connection, redemption, promotions, clock, options };
        count[await remakeOrNote(work)] += 1;
      }
    },
    options,
  );
  const { made: remade, refused } = count;
  return { remade, refused, nextId: lost.length === codesPerPage ? (lost.at(-1)?.id ?? null) : null };
}

type PromotionKey = ReturnType<typeof promotionKeyOf>;
const keyOf = ({ productId, currency, termsKey }: PromotionKey) => `${productId} ${currency} ${termsKey}`;

/** Null: one that is still off or changed after the repair. */
async function findPromotions(storeId: bigint): Promise<Map<string, bigint | null>> {
  const links = await listRewardPromotions(storeId);
  return new Map(
    links.flatMap(({ bcPromotionId, state, ...link }) =>
      bcPromotionId === null ? [] : [[keyOf(link), state === "active" ? bcPromotionId : null]],
    ),
  );
}

type Work = {
  connection: StoreConnection;
  redemption: Redemption;
  promotions: ReadonlyMap<string, bigint | null>;
  clock: Clock;
  options: StoreClientOptions;
};

const problems = {
  taken: "Another coupon of the store has this code.",
  off: "Its promotion could not be switched on again.",
};

async function remakeOrNote(work: Work): Promise<"made" | "refused" | "ended"> {
  const { storeId, id } = work.redemption;
  try {
    const remade = await remake(work);
    if (remade !== "taken" && remade !== "off") return remade;
    await changeRedemption(storeId, id, { problem: problems[remade] });
    return "refused";
  } catch (error) {
    if (!isBigCommerceError(error, "validation", "conflict", "forbidden", "not_found")) throw error;
    await changeRedemption(storeId, id, { problem: error.message });
    return "refused";
  }
}

async function remake({ connection, redemption, promotions, clock, options }: Work): Promise<Remade | "off"> {
  const { client, store } = connection;
  if (redemption.mechanism === "coupon") {
    const coupon = couponOf(redemption, store.currency);
    if (coupon) return remakeCoupon(client, redemption, coupon, clock);
    await giveBack(redemption, clock.now(), options);
    return "ended";
  }
  const known = promotions.get(keyOf(promotionKeyOf(redemption)));
  // A code made there would not work, and count as made.
  if (known === null) return "off";
  const promotionId = known ?? (await ensureRewardPromotion(client, redemption, clock.now()));
  // Another worker is making it: the next repair.
  return promotionId === null ? "ended" : remakePromotionCode(client, redemption, BigInt(promotionId), clock);
}

/** Nobody can make it as it was bought: the store's currency is another one now. */
async function giveBack({ storeId, id }: Redemption, now: Date, client: StoreClientOptions): Promise<void> {
  try {
    await cancelRedemption({ storeId, redemptionId: id, customerId: null, now, client });
  } catch (error) {
    // Used after all, or finished by `redemptions/due`.
    if (isBigCommerceError(error) || !isAppError(error)) throw error;
  }
}

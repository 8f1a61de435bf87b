import type { BigCommerceClient } from "@/lib/bigcommerce/client/client";
import { isBigCommerceError } from "@/lib/bigcommerce/client/errors";
import { ensureCode, type PromotionCode } from "@/lib/bigcommerce/promotions";
import { type Clock, clockFrom } from "@/lib/clock";
import { changeRedemption } from "@/lib/db/redemptions/change-redemption";
import { listLostCodes } from "@/lib/db/redemptions/find-redemptions";
import { notePromotion } from "@/lib/db/redemptions/note-create";
import type { Redemption } from "@/lib/db/redemptions/redemption-row";
import { listRewardPromotions } from "@/lib/db/redemptions/reward-promotions";
import { createDeadlineMs } from "@/lib/services/redemptions/creates-under-way";
import { deleteAtBigCommerce, findAtBigCommerce } from "@/lib/services/redemptions/find-at-bigcommerce";
import { noteCodeUsed } from "@/lib/services/redemptions/note-code-used";
import { promotionKeyOf } from "@/lib/services/redemptions/reward-promotion-name";
import { sendCreate } from "@/lib/services/redemptions/send-create";
import { withLockedRedemption } from "@/lib/services/redemptions/with-locked-redemption";
import { type StoreClientOptions, withStoreClient } from "@/lib/services/stores/open-store-client";

/** Two or three calls a code: some seconds. */
export const codesPerPage = 25;

/**
 * Makes a page of the codes again that shoppers hold and BigCommerce has lost, under their rewards' promotions as they
 * are now. Goes on after `afterId`; `nextId` null at the end.
 * One that BigCommerce refuses says why and holds up no other.
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
    async ({ client }) => {
      const clock = clockFrom(now, client.runtime);
      for (const redemption of lost) {
        const promotionId = promotions.get(keyOf(promotionKeyOf(redemption)));
        if (promotionId) count[await remakeOrNote(client, redemption, promotionId, clock)] += 1;
      }
    },
    options,
  );
  const { made: remade, refused } = count;
  return { remade, refused, nextId: lost.length === codesPerPage ? (lost.at(-1)?.id ?? null) : null };
}

type PromotionKey = ReturnType<typeof promotionKeyOf>;
const keyOf = ({ productId, currency, termsKey }: PromotionKey) => `${productId} ${currency} ${termsKey}`;

async function findPromotions(storeId: bigint): Promise<Map<string, bigint>> {
  const links = await listRewardPromotions(storeId);
  return new Map(
    links.flatMap((link) => (link.bcPromotionId === null ? [] : [[keyOf(link), link.bcPromotionId]])),
  );
}

async function remakeOrNote(
  client: BigCommerceClient,
  redemption: Redemption,
  bcPromotionId: bigint,
  clock: Clock,
): Promise<"made" | "refused" | "ended"> {
  try {
    return (await remake(client, redemption, bcPromotionId, clock)) ? "made" : "ended";
  } catch (error) {
    if (!isBigCommerceError(error, "validation", "conflict", "forbidden", "not_found")) throw error;
    await changeRedemption(redemption.storeId, redemption.id, { problem: error.message });
    return "refused";
  }
}

async function remake(
  client: BigCommerceClient,
  redemption: Redemption,
  bcPromotionId: bigint,
  clock: Clock,
): Promise<boolean> {
  const { storeId, id, code } = redemption;
  const promotionId = Number(bcPromotionId);
  if (redemption.bcPromotionId !== bcPromotionId && !(await leaveFormer(client, redemption, clock.now()))) {
    return false;
  }
  if (!(await notePromotion(redemption, "issued", bcPromotionId))) return false;
  const sending = { status: "issued", bcPromotionId, clock } as const;
  const created = await sendCreate<PromotionCode>(redemption, sending, ({ around }) =>
    ensureCode(client.within(createDeadlineMs), { promotionId, code, isFirstTry: false, around }),
  );
  if (created === null) return false;
  const made = { bcPromotionId, bcCodeId: BigInt(created.value.id) };
  if (await keepCode(storeId, id, made, created.outcome === "created")) return true;
  await deleteAtBigCommerce(client, { ...made, mechanism: "promotion", uses: 0 });
  return false;
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

/** False when the redemption ended while its code was made: then it must not stay. */
function keepCode(
  storeId: bigint,
  id: bigint,
  made: { bcPromotionId: bigint; bcCodeId: bigint },
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

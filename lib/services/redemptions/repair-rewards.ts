import type { BigCommerceClient } from "@/lib/bigcommerce/client/client";
import { ensureCode, type PromotionCode } from "@/lib/bigcommerce/promotions";
import { type Clock, clockFrom } from "@/lib/clock";
import { changeRedemption } from "@/lib/db/redemptions/change-redemption";
import { listIssuedCodes } from "@/lib/db/redemptions/find-redemptions";
import { listRewardPromotions, type RewardPromotion } from "@/lib/db/redemptions/reward-promotions";
import { createDeadlineMs } from "@/lib/services/redemptions/creates-under-way";
import { linkPromotion, promotionInput } from "@/lib/services/redemptions/ensure-reward-promotion";
import { deleteAtBigCommerce } from "@/lib/services/redemptions/find-at-bigcommerce";
import { sendCreate } from "@/lib/services/redemptions/send-create";
import { sweepCodes } from "@/lib/services/redemptions/sweep-codes";
import { withLockedRedemption } from "@/lib/services/redemptions/with-locked-redemption";
import { type StoreClientOptions, withStoreClient } from "@/lib/services/stores/open-store-client";

export type RewardRepair = { promotions: number; codes: number };

/**
 * The repair button: looks first, then switches promotions on again, puts changed ones right, creates deleted ones
 * anew, and makes again the codes that shoppers hold and that were deleted with them.
 */
export async function repairRewards(
  storeId: bigint,
  now: Date,
  options: StoreClientOptions = {},
): Promise<RewardRepair> {
  await sweepCodes(storeId, now, options);
  const repair: RewardRepair = { promotions: 0, codes: 0 };
  await withStoreClient(
    storeId,
    async ({ client }) => {
      const clock = clockFrom(now, client.runtime);
      for (const link of await listRewardPromotions(storeId)) {
        if (link.bcPromotionId === null) continue;
        const promotionId = await mend(client, link, now);
        if (link.state !== "active") repair.promotions += 1;
        repair.codes += await remakeCodes(client, link, promotionId, clock);
      }
    },
    options,
  );
  return repair;
}

function mend(client: BigCommerceClient, link: RewardPromotion, now: Date): Promise<number> {
  const terms = { ...link.terms, channelIds: link.channelIds.map(Number) };
  return link.state === "active"
    ? Promise.resolve(Number(link.bcPromotionId))
    : linkPromotion(client, link, promotionInput(link.name, terms), now);
}

async function remakeCodes(
  client: BigCommerceClient,
  { storeId, bcPromotionId }: RewardPromotion,
  promotionId: number,
  clock: Clock,
): Promise<number> {
  if (bcPromotionId === null) return 0;
  const lost = (await listIssuedCodes(storeId, { bcPromotionId })).filter(
    (one) => one.codeMissingAt !== null,
  );
  let remade = 0;
  for (const redemption of lost) {
    const { id, code } = redemption;
    const created = await sendCreate<PromotionCode>(redemption, "issued", clock, ({ around }) =>
      ensureCode(client.within(createDeadlineMs), { promotionId, code, isFirstTry: false, around }),
    );
    if (created === null) continue;
    const made = { bcPromotionId: BigInt(promotionId), bcCodeId: BigInt(created.value.id) };
    if (await keepCode(storeId, id, made, created.outcome === "created")) remade += 1;
    else await deleteAtBigCommerce(client, { ...made, mechanism: "promotion", uses: 0 });
  }
  return remade;
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
    const change = isKept ? { ...made, ...answered, codeMissingAt: null } : answered;
    await changeRedemption(storeId, id, change, tx);
    return isKept;
  });
}

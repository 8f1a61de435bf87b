import type { BigCommerceClient } from "@/lib/bigcommerce/client/client";
import { isBigCommerceError } from "@/lib/bigcommerce/client/errors";
import { getPromotion, isInStep, movePromotion } from "@/lib/bigcommerce/promotion-upkeep";
import type { CouponPromotionInput } from "@/lib/bigcommerce/promotions";
import { changeRedemption, noteMissing } from "@/lib/db/redemptions/change-redemption";
import { listIssuedCodes } from "@/lib/db/redemptions/find-redemptions";
import type { Redemption } from "@/lib/db/redemptions/redemption-row";
import {
  changeRewardPromotion,
  listRewardPromotions,
  type RewardPromotion,
} from "@/lib/db/redemptions/reward-promotions";
import { promotionInput, termsOfLink } from "@/lib/services/redemptions/link-promotion";
import { noteCodeUsed } from "@/lib/services/redemptions/note-code-used";
import {
  type PublishedChannels,
  readPublishedChannels,
  withPublishedChannels,
} from "@/lib/services/redemptions/published-channels";
import { readCodeUses, readCouponUses } from "@/lib/services/redemptions/read-uses";
import { type StoreClientOptions, withStoreClient } from "@/lib/services/stores/open-store-client";

export type CodeSweep = { checked: number; used: number; missing: number };

/**
 * Compares a store's unused codes with BigCommerce: finds what was used although every webhook was lost, what was
 * deleted in the control panel, and which promotions were switched off, changed or deleted there. Changes
 * nothing at BigCommerce (that is `repairRewards`) but where the published program has a reward work.
 */
export async function sweepCodes(
  storeId: bigint,
  now: Date,
  options: StoreClientOptions = {},
): Promise<CodeSweep> {
  return withStoreClient(
    storeId,
    async ({ client }) => {
      const sweep = await sweepPromotions(client, storeId, now);
      const codes = await listIssuedCodes(storeId, { mechanism: "coupon" });
      const uses = await readCouponUses(client, codes);
      for (const redemption of codes) await compare(redemption, uses.get(redemption.code), sweep, now);
      return sweep;
    },
    options,
  );
}

/** The same for promotions and their codes only: a page of codes a call. */
export async function sweepPromotions(
  client: BigCommerceClient,
  storeId: bigint,
  now: Date,
): Promise<CodeSweep> {
  const sweep: CodeSweep = { checked: 0, used: 0, missing: 0 };
  const published = await readPublishedChannels(storeId);
  for (const link of await listRewardPromotions(storeId)) {
    if (link.bcPromotionId === null) continue;
    await noteState(client, link, published, now);
    const codes = await listIssuedCodes(storeId, { bcPromotionId: link.bcPromotionId });
    if (codes.length === 0) continue;
    const uses = await readCodeUses(client, link.bcPromotionId, codes);
    const missing = codes.filter(({ code }) => !uses.has(code));
    await noteMissing(
      storeId,
      missing.map(({ id }) => id),
      now,
    );
    sweep.checked += missing.length;
    sweep.missing += missing.length;
    for (const redemption of codes) {
      const known = uses.get(redemption.code);
      if (known !== undefined) await compare(redemption, known, sweep, now);
    }
  }
  return sweep;
}

/**
 * Where the program has other storefronts now, a promotion that is as we left it follows. One that BigCommerce will not
 * have there (a storefront that is gone) is for the merchant to see, and holds up no other.
 */
async function noteState(
  client: BigCommerceClient,
  link: RewardPromotion,
  published: PublishedChannels,
  now: Date,
): Promise<void> {
  const known = await getPromotion(client, Number(link.bcPromotionId));
  const terms = termsOfLink(link);
  const wanted = promotionInput(link.name, withPublishedChannels({ ...link, terms }, published));
  const checked = { checkedAt: now, channelIds: wanted.channelIds.map(BigInt) };
  const isAsLeft = known !== null && isInStep(known, promotionInput(link.name, terms));
  if (known && (isInStep(known, wanted) || (isAsLeft && (await follows(client, known.id, wanted))))) {
    await changeRewardPromotion(link.storeId, link.id, { ...checked, state: "active" });
  } else {
    const state = !known ? "missing" : known.status === "ENABLED" ? "changed" : "disabled";
    await changeRewardPromotion(link.storeId, link.id, { state, checkedAt: now });
  }
}

async function follows(
  client: BigCommerceClient,
  id: number,
  { channelIds }: CouponPromotionInput,
): Promise<boolean> {
  try {
    await movePromotion(client, id, channelIds);
    return true;
  } catch (error) {
    if (!isBigCommerceError(error, "validation", "not_found")) throw error;
    return false;
  }
}

async function compare(
  { storeId, id, codeMissingAt }: Redemption,
  uses: number | undefined,
  sweep: CodeSweep,
  now: Date,
): Promise<void> {
  sweep.checked += 1;
  if (uses === undefined) {
    sweep.missing += 1;
    if (codeMissingAt === null) await changeRedemption(storeId, id, { codeMissingAt: now });
    return;
  }
  if (codeMissingAt !== null) await changeRedemption(storeId, id, { codeMissingAt: null });
  if (uses === 0) return;
  if (await noteCodeUsed({ storeId, id }, now)) sweep.used += 1;
}

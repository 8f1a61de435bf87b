import type { BigCommerceClient } from "@/lib/bigcommerce/client/client";
import { findCoupon } from "@/lib/bigcommerce/coupons";
import { getPromotion, isUnchanged, listCodes } from "@/lib/bigcommerce/promotion-upkeep";
import { changeRedemption, noteMissing } from "@/lib/db/redemptions/change-redemption";
import { listIssuedCodes } from "@/lib/db/redemptions/find-redemptions";
import type { Redemption } from "@/lib/db/redemptions/redemption-row";
import {
  changeRewardPromotion,
  listRewardPromotions,
  type RewardPromotion,
} from "@/lib/db/redemptions/reward-promotions";
import { promotionInput } from "@/lib/services/redemptions/link-promotion";
import { noteCodeUsed } from "@/lib/services/redemptions/note-code-used";
import { type StoreClientOptions, withStoreClient } from "@/lib/services/stores/open-store-client";

export type CodeSweep = { checked: number; used: number; missing: number };

/**
 * Compares a store's unused codes with BigCommerce: finds what was used although every webhook was lost, what was
 * deleted in the control panel, and which promotions were switched off, changed or deleted there. Changes nothing at
 * BigCommerce (that is `repairRewards`).
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
      for (const redemption of await listIssuedCodes(storeId, { mechanism: "coupon" })) {
        const coupon = await findCoupon(client, redemption.code);
        await compare(redemption, coupon?.uses, sweep, now);
      }
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
  for (const link of await listRewardPromotions(storeId)) {
    if (link.bcPromotionId === null) continue;
    await noteState(client, link, now);
    const codes = await listIssuedCodes(storeId, { bcPromotionId: link.bcPromotionId });
    if (codes.length === 0) continue;
    const uses = await readUses(client, Number(link.bcPromotionId));
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

async function noteState(client: BigCommerceClient, link: RewardPromotion, now: Date): Promise<void> {
  const known = await getPromotion(client, Number(link.bcPromotionId));
  const wanted = promotionInput(link.name, { ...link.terms, channelIds: link.channelIds.map(Number) });
  const state = !known
    ? "missing"
    : known.status !== "ENABLED"
      ? "disabled"
      : isUnchanged(known, wanted)
        ? "active"
        : "changed";
  await changeRewardPromotion(link.storeId, link.id, { state, checkedAt: now });
}

async function readUses(client: BigCommerceClient, promotionId: number): Promise<Map<string, number>> {
  const uses = new Map<string, number>();
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof listCodes>> = await listCodes(client, promotionId, cursor);
    for (const { code, currentUses } of page.codes) uses.set(code.toUpperCase(), currentUses);
    cursor = page.nextCursor;
  } while (cursor !== null);
  return uses;
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

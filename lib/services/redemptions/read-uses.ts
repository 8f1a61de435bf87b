import type { BigCommerceClient } from "@/lib/bigcommerce/client/client";
import { findCoupon, listCoupons } from "@/lib/bigcommerce/coupons";
import { pageSizeMax } from "@/lib/bigcommerce/paging";
import { listCodes } from "@/lib/bigcommerce/promotion-upkeep";
import { findCode } from "@/lib/bigcommerce/promotions";
import { countMadeCodes } from "@/lib/db/redemptions/find-redemptions";
import type { Redemption } from "@/lib/db/redemptions/redemption-row";

/** Use counts by code in capitals; a code that is not there is not at BigCommerce. */
export type Uses = Map<string, number>;

/** Of these codes of one promotion, by pages of all it ever had or one by one, whichever takes fewer calls. */
export async function readCodeUses(
  client: BigCommerceClient,
  bcPromotionId: bigint,
  codes: readonly Redemption[],
): Promise<Uses> {
  const uses: Uses = new Map();
  const promotionId = Number(bcPromotionId);
  const [first] = codes;
  const made = first ? await countMadeCodes(first.storeId, bcPromotionId) : 0;
  if (codes.length < made / pageSizeMax) {
    for (const { code } of codes) {
      const found = await findCode(client, promotionId, code);
      if (found) uses.set(code, found.currentUses);
    }
    return uses;
  }
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof listCodes>> = await listCodes(client, promotionId, cursor);
    for (const { code, currentUses } of page.codes) uses.set(code.toUpperCase(), currentUses);
    cursor = page.nextCursor;
  } while (cursor !== null);
  return uses;
}

/** The same of v2 coupons; one that is missing in its page is looked for by its code before that is believed. */
export async function readCouponUses(client: BigCommerceClient, codes: readonly Redemption[]): Promise<Uses> {
  const ids = codes.flatMap(({ bcCodeId }) => (bcCodeId === null ? [] : [Number(bcCodeId)]));
  const span = { first: Math.min(...ids), last: Math.max(...ids) };
  const arePaged = codes.length > (span.last - span.first) / pageSizeMax + 1;
  const uses: Uses = arePaged ? await readPages(client, span) : new Map();
  for (const { code, codeMissingAt } of codes) {
    if (uses.has(code) || (arePaged && codeMissingAt !== null)) continue;
    const coupon = await findCoupon(client, code);
    if (coupon) uses.set(code, coupon.uses);
  }
  return uses;
}

async function readPages(
  client: BigCommerceClient,
  { first, last }: { first: number; last: number },
): Promise<Uses> {
  const uses: Uses = new Map();
  let minId = first;
  while (minId <= last) {
    const page = await listCoupons(client, minId);
    for (const coupon of page) uses.set(coupon.code.toUpperCase(), coupon.uses);
    const end = Math.max(...page.map(({ id }) => id));
    // None left, or a store that does not count from there.
    if (end < minId) break;
    minId = end + 1;
  }
  return uses;
}

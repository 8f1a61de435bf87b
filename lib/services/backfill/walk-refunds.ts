import { listRefundsSince } from "@/lib/bigcommerce/refunds";
import type { BackfillRow } from "@/lib/db/backfill/backfills";
import { noteRefundsPage } from "@/lib/db/backfill/refunded-orders";
import type { StoreConnection } from "@/lib/services/stores/open-store-client";

/**
 * Learns which orders were refunded before the first page of orders is read: 250 refunds a call, instead of two calls
 * a page of orders, of which few are refunded. An order is always older than its refunds; refunds made later come by
 * webhook, and show on the order.
 *
 * Goes on after the last page that was noted. Refunds are never deleted, so pages are only ever pushed back by newer
 * ones: going on by number sees some of them twice and misses none.
 *
 * @returns how many of `pagesMax` pages are left for orders; 0 when there may be more refunds
 */
export async function walkRefunds(
  { client }: StoreConnection,
  row: BackfillRow,
  { pagesMax, now }: { pagesMax: number; now: () => Date },
): Promise<number> {
  if (row.refundsKnownAt) return pagesMax;
  const createdSince = row.since.toISOString();
  for (let count = 0; count < pagesMax; count += 1) {
    const page = row.refundsPage + count;
    const { refunds, next } = await listRefundsSince(client, { createdSince, page });
    const orderIds = refunds.map((refund) => refund.order_id);
    await noteRefundsPage(row.storeId, row.importId, { page, orderIds, allKnownAt: next ? null : now() });
    if (!next) return Math.max(1, pagesMax - count - 1);
  }
  return 0;
}

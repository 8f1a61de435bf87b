import { z } from "zod";
import type { BigCommerceClient } from "./client/client";
import { BigCommerceError } from "./client/errors";
import { toFilterInstant } from "./map/dates";
import { chunked, getCollection, isShortPage, listAllPages, pageSizeMax, readRows } from "./paging";
import { integer } from "./schemas/primitives";
import { type BcRefund, refundSchema } from "./schemas/refund";

const path = "v3/orders/payment_actions/refunds" as const;
/** 200 ids of eight digits are an address of under 2 KB. */
const orderIdsMax = 200;

/** All a refund must tell to be found; the rest is one order's problem. */
const refundRow = z.looseObject({ order_id: integer, created: z.string().min(1) });

export type RefundsOfOrders = {
  /** By order; those without refunds are absent. */
  refunds: Map<number, BcRefund[]>;
  /** Orders of which a refund breaks the documented shape, and how. */
  unreadable: Map<number, string>;
};

/** All refunds of these orders, grouped by order: one call per 200 orders. */
export async function listRefundsForOrders(
  client: BigCommerceClient,
  orderIds: readonly number[],
): Promise<RefundsOfOrders> {
  const wanted = new Set(orderIds);
  const byOrder = new Map<number, BcRefund[]>();
  const unreadable = new Map<number, string>();
  for (const ids of chunked([...wanted], orderIdsMax)) {
    const operation = "refunds.list";
    const rows = await listAllPages(client, {
      operation,
      path,
      query: { "order_id:in": ids },
      item: refundRow,
    });
    const refunds = readRows(rows, refundSchema);
    for (const { row, problem } of refunds.unreadable) unreadable.set(refundRow.parse(row).order_id, problem);
    for (const refund of refunds.read) {
      // A filter the server ignored would hand out other orders' refunds.
      if (wanted.has(refund.order_id))
        byOrder.set(refund.order_id, [...(byOrder.get(refund.order_id) ?? []), refund]);
    }
  }
  return { refunds: byOrder, unreadable };
}

export type RefundCursor = { createdSince: string; page: number };

/**
 * One page of refunds created at or after `createdSince`, for the sweep: it is the only way to notice a refund on an
 * order whose own fields show none. Returns where to go on, or `null` at the end.
 */
export async function listRefundsSince(
  client: BigCommerceClient,
  cursor: RefundCursor,
): Promise<{ refunds: z.output<typeof refundRow>[]; next: RefundCursor | null }> {
  const operation = "refunds.list_since";
  const createdSince = toFilterInstant(cursor.createdSince);
  const query = { "created:min": createdSince, page: cursor.page, limit: pageSizeMax };
  const { data, meta } = await getCollection(client, { operation, path, query, item: refundRow });
  const sinceMs = Date.parse(createdSince);
  if (data.some((refund) => Date.parse(refund.created) < sinceMs - 1_000)) {
    throw new BigCommerceError({
      kind: "malformed",
      status: 200,
      operation,
      summary: "created:min was ignored",
    });
  }
  const pages = meta?.pagination?.total_pages ?? null;
  const isLast =
    data.length === 0 || (pages === null ? isShortPage(data.length, pageSizeMax) : cursor.page >= pages);
  return { refunds: data, next: isLast ? null : { ...cursor, page: cursor.page + 1 } };
}

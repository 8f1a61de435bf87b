import { isPositive, sumToMinor } from "./map/money";
import { pageSizeMax } from "./paging";
import { type BcOrder, type BcOrderLine, orderLineSchema } from "./schemas/order";

/** Rows nobody asked for that one range may carry along to save a call: about half a megabyte. */
const gapIdsMax = 50;

/**
 * The fewest ranges of at most 250 ids that hold all ids, without fetching long gaps: ids further apart than
 * 50 are not worth joining.
 */
export function planIdRanges(orderIds: readonly number[]): { minId: number; maxId: number }[] {
  const sorted = [...new Set(orderIds)].sort((a, b) => a - b);
  const ranges: { minId: number; maxId: number }[] = [];
  for (const id of sorted) {
    const last = ranges.at(-1);
    if (last && id - last.minId < pageSizeMax && id - last.maxId <= gapIdsMax) last.maxId = id;
    else ranges.push({ minId: id, maxId: id });
  }
  return ranges;
}

/** The documented page size of `/products`; an include with as many lines may have been cut there. */
const linesPerPage = 50;

/**
 * The lines included in an order, or `null` when they may not be all: cut at a page, left as links, unreadable, or
 * fewer pieces than `items_total` counts.
 */
export function includedLines(order: BcOrder): BcOrderLine[] | null {
  if (order.consignments === null) return null;
  const { pickups, shipping, downloads, email } = order.consignments;
  const consignments = [...pickups, ...shipping, ...downloads, ...(email?.gift_certificates ?? [])];
  const lines = new Map<number, BcOrderLine>();
  for (const row of consignments.flatMap((consignment) => asList(consignment.line_items))) {
    const parsed = orderLineSchema.safeParse(row);
    if (!parsed.success) return null;
    lines.set(parsed.data.id, parsed.data);
  }
  const pieces = [...lines.values()].reduce((sum, line) => sum + line.quantity, 0);
  if (lines.size >= linesPerPage || pieces < (order.items_total ?? 0)) return null;
  return [...lines.values()];
}

/** Download consignments are documented with one object where the others have a list. */
function asList(value: unknown): unknown[] {
  if (value === null || value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

const refundStatuses = new Set([4, 14]);
const refundPayments = new Set(["refunded", "partially refunded"]);

/**
 * Can this order have refunds, judged by itself? A refund sets status 4 or 14, but the merchant may move the status
 * on; then the payment status or the lines still show it. Only a refund by amount on an order paid outside
 * BigCommerce and moved on by hand leaves no trace here: its `order/refund/created` webhook or the sweep over
 * refunds tells, and the caller passes such orders as hints.
 */
export function mayHaveRefunds(order: BcOrder, lines: readonly BcOrderLine[]): boolean {
  return (
    refundStatuses.has(order.status_id) ||
    refundPayments.has(order.payment_status) ||
    isPositive(order.refunded_amount) ||
    lines.some((line) => line.is_refunded || (line.quantity_refunded ?? 0) > 0)
  );
}

/**
 * Do the lines account for the whole coupon discount? If not (a coupon on shipping, an old order) only
 * `/coupons` names the codes. Compared with a tolerance of one minor unit a line for their rounding.
 */
export function couponsNeedCall(
  order: BcOrder,
  lines: readonly BcOrderLine[],
  decimalPlaces: number,
): boolean {
  if (!isPositive(order.coupon_discount)) return false;
  const shares = lines.flatMap((line) => line.applied_discounts.filter((discount) => discount.code !== null));
  const explained = sumToMinor(
    shares.map((share) => share.amount),
    decimalPlaces,
  );
  return sumToMinor([order.coupon_discount], decimalPlaces) - explained > lines.length;
}

import pLimit from "p-limit";
import type { OrderFacts } from "@/lib/loyalty/order-facts";
import type { BigCommerceClient } from "./client/client";
import { getCustomerGroups } from "./customers";
import { decimalPlacesOf } from "./map/money";
import { mapOrder, type ProductFacts } from "./map/order";
import {
  getOrder,
  idOfRow,
  listGuestOrdersByEmail,
  listOrderCoupons,
  listOrderLines,
  listOrdersInIdRange,
  listOrdersModifiedSince,
  type OrderCursor,
  type OrderRow,
} from "./orders";
import { couponsNeedCall, includedLines, mayHaveRefunds, planIdRanges } from "./plan-order-fetch";
import { getProductFacts } from "./products";
import { listRefundsForOrders } from "./refunds";
import type { BcOrder, BcOrderLine } from "./schemas/order";

export type FetchedOrder =
  | { kind: "found"; facts: OrderFacts }
  /** BigCommerce answers 404: never existed, or purged. */
  | { kind: "missing" }
  /** An order that breaks the documented shape; the others of the batch are not held up by it. */
  | { kind: "unreadable"; problem: string };

export type OrderFactsOptions = {
  /** Decimal places by currency as the store configured them; ISO 4217's otherwise. */
  decimalPlaces?: ReadonlyMap<string, number>;
  /** Orders known to have refunds (webhook, ledger, sweep), whatever the order itself shows. */
  refundedOrderIds?: ReadonlySet<number>;
  /** Fill `categoryIds` and `brandId` (one call per 250 products); off unless a rule needs them. */
  withProducts?: boolean;
  /** Fill `customerGroupId` (one call per 250 customers); off unless a rule needs it. */
  withCustomerGroups?: boolean;
};

/** From this many orders on, asking for everybody's refunds costs next to nothing per order. */
const refundsForAllFrom = 20;
const parallelCalls = 3;

/**
 * The present state of these orders in as few calls as BigCommerce allows: pages by id range with the lines
 * included, refunds of many orders in one call. One call for a single order that shows no refund; about 0.02 per
 * order in batches of 100 neighbours. Every id asked for is in the answer.
 *
 * @throws BigCommerceError when a call fails for good; then nothing is returned.
 */
export async function fetchOrderFacts(
  client: BigCommerceClient,
  orderIds: readonly number[],
  options: OrderFactsOptions = {},
): Promise<Map<number, FetchedOrder>> {
  const wanted = new Set(orderIds);
  const ranges = planIdRanges(orderIds);
  const limit = pLimit(parallelCalls);
  const pages = await Promise.all(ranges.map((range) => limit(() => listOrdersInIdRange(client, range))));
  const rows = pages.flat().filter((row) => wanted.has(idOfRow(row)));
  const listed = new Set(rows.map(idOfRow));
  // The list may leave out what a single read still knows (archived, incomplete orders).
  const absent = [...wanted].filter((id) => !listed.has(id));
  const singles = await Promise.all(absent.map((id) => limit(() => getOrder(client, id))));
  const found = await assembleOrders(client, [...rows, ...singles.filter((row) => row !== null)], options);
  return new Map([...wanted].map((id) => [id, found.get(id) ?? { kind: "missing" }]));
}

/**
 * One page of the sweep: up to 250 orders modified at or after the cursor, complete. Run again with `next` until it is
 * `null`; `next` can be stored.
 */
export async function fetchOrdersModifiedSince(
  client: BigCommerceClient,
  cursor: OrderCursor,
  options: OrderFactsOptions = {},
): Promise<{ orders: Map<number, FetchedOrder>; next: OrderCursor | null }> {
  const { rows, next } = await listOrdersModifiedSince(client, cursor);
  return { orders: await assembleOrders(client, rows, options), next };
}

/** Guest orders of one e-mail address, complete, for the claim when its owner signs up. Pages by `nextMinId`. */
export async function fetchGuestOrders(
  client: BigCommerceClient,
  email: string,
  minId: number,
  options: OrderFactsOptions = {},
): Promise<{ orders: Map<number, FetchedOrder>; nextMinId: number | null }> {
  const { rows, nextMinId } = await listGuestOrdersByEmail(client, email, minId);
  return { orders: await assembleOrders(client, rows, options), nextMinId };
}

async function assembleOrders(
  client: BigCommerceClient,
  rows: readonly OrderRow[],
  options: OrderFactsOptions,
): Promise<Map<number, FetchedOrder>> {
  const limit = pLimit(parallelCalls);
  const orders = rows.flatMap((row) => (row.ok ? [row.order] : []));
  const parts = await Promise.all(
    orders.map((order) => limit(() => withCompleteLines(client, order, options))),
  );
  const refundable = parts.filter(({ order, lines }) => {
    const isKnown = options.refundedOrderIds?.has(order.id) ?? false;
    return isKnown || parts.length >= refundsForAllFrom || mayHaveRefunds(order, lines);
  });
  const refunds = await listRefundsForOrders(
    client,
    refundable.map(({ order }) => order.id),
  );
  const products = options.withProducts ? await productsOf(client, parts) : undefined;
  const groups = options.withCustomerGroups ? await groupsOf(client, orders) : undefined;

  const unreadable = rows.flatMap((row): [number, FetchedOrder][] =>
    row.ok ? [] : [[row.orderId, { kind: "unreadable", problem: row.problem }]],
  );
  const readable = parts.map((part): [number, FetchedOrder] => [
    part.order.id,
    tryMap({
      ...part,
      refunds: refunds.get(part.order.id) ?? [],
      ...(products ? { products } : {}),
      customerGroupId: groups?.get(part.order.customer_id) ?? null,
    }),
  ]);
  return new Map([...unreadable, ...readable]);
}

async function withCompleteLines(client: BigCommerceClient, order: BcOrder, options: OrderFactsOptions) {
  const lines = includedLines(order) ?? (await listOrderLines(client, order.id));
  const decimalPlaces = decimalPlacesOf(order.default_currency_code, options.decimalPlaces);
  const coupons = couponsNeedCall(order, lines, decimalPlaces)
    ? await listOrderCoupons(client, order.id)
    : null;
  return { order, lines, coupons, decimalPlaces };
}

function productsOf(
  client: BigCommerceClient,
  parts: readonly { lines: readonly BcOrderLine[] }[],
): Promise<Map<number, ProductFacts>> {
  const ids = parts.flatMap(({ lines }) => lines.map((line) => line.product_id)).filter((id) => id > 0);
  return getProductFacts(client, ids);
}

function groupsOf(
  client: BigCommerceClient,
  orders: readonly BcOrder[],
): Promise<Map<number, number | null>> {
  const ids = orders.map((order) => order.customer_id).filter((id) => id > 0);
  return getCustomerGroups(client, ids);
}

function tryMap(parts: Parameters<typeof mapOrder>[0]): FetchedOrder {
  try {
    return { kind: "found", facts: mapOrder(parts) };
  } catch (error) {
    if (error instanceof RangeError) return { kind: "unreadable", problem: error.message };
    throw error;
  }
}

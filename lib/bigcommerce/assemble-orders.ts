import pLimit from "p-limit";
import type { OrderFacts } from "@/lib/loyalty/order-facts";
import type { BigCommerceClient } from "./client/client";
import { isBigCommerceError } from "./client/errors";
import { getCustomerGroups } from "./customers";
import { decimalPlacesOf } from "./map/money";
import { mapOrder, type OrderParts, type ProductFacts } from "./map/order";
import { listOrderCoupons, listOrderLines, type OrderRow } from "./orders";
import { couponsNeedCall, includedLines, mayHaveRefunds } from "./plan-order-fetch";
import { getProductFacts } from "./products";
import { listRefundsForOrders } from "./refunds";
import type { BcOrder } from "./schemas/order";

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
  /**
   * Names those of these orders that have refunds, for who walked all refunds before: then only they are asked about,
   * and those that show refunds themselves. Called once a page.
   */
  findRefunded?: (orderIds: readonly number[]) => Promise<ReadonlySet<number>>;
  /**
   * Names those of these orders that had refunds when they were read before: a refund can be declined later, and then
   * the order may show none. Called once a page, unless all are asked about anyway.
   */
  findKnownRefunded?: (orderIds: readonly number[]) => Promise<ReadonlySet<number>>;
  /** Fill `categoryIds` and `brandId` (one call per 250 products); off unless a rule needs them. */
  withProducts?: boolean;
  /** Fill `customerGroupId` (one call per 250 customers); off unless a rule needs it. */
  withCustomerGroups?: boolean;
};

/** From this many orders on, asking for everybody's refunds costs next to nothing per order. */
const refundsForAllFrom = 20;
const parallelCalls = 3;

type CompleteOrder = Pick<OrderParts, "order" | "lines" | "coupons" | "decimalPlaces">;
type Unreadable = { orderId: number; problem: string };

/** Adds to these rows what they do not tell themselves (cut lines, coupons, refunds, …) and maps each to its facts. */
export async function assembleOrders(
  client: BigCommerceClient,
  rows: readonly OrderRow[],
  options: OrderFactsOptions,
): Promise<Map<number, FetchedOrder>> {
  const limit = pLimit(parallelCalls);
  const orders = rows.flatMap((row) => (row.ok ? [row.order] : []));
  const completed = await Promise.all(
    orders.map((order) => limit(() => completeOrder(client, order, options))),
  );
  const parts = completed.flatMap((part) => ("problem" in part ? [] : [part]));
  const asked = await listRefundsForOrders(client, await ordersToAskForRefunds(parts, options));
  const products = options.withProducts ? await productsOf(client, parts) : undefined;
  const groups = options.withCustomerGroups ? await groupsOf(client, orders) : undefined;

  const unreadable = [...rows, ...completed].flatMap((row): [number, FetchedOrder][] =>
    "problem" in row ? [[row.orderId, { kind: "unreadable", problem: row.problem }]] : [],
  );
  const readable = parts.map((part): [number, FetchedOrder] => [
    part.order.id,
    tryMap(asked.unreadable.get(part.order.id), {
      ...part,
      refunds: asked.refunds.get(part.order.id) ?? [],
      ...(products ? { products } : {}),
      customerGroupId: groups?.get(part.order.customer_id) ?? null,
    }),
  ]);
  return new Map([...unreadable, ...readable]);
}

/** Lines and coupons the order itself does not tell. An answer that cannot be read is this order's problem alone. */
async function completeOrder(
  client: BigCommerceClient,
  order: BcOrder,
  options: OrderFactsOptions,
): Promise<CompleteOrder | Unreadable> {
  try {
    const lines = includedLines(order) ?? (await listOrderLines(client, order.id));
    const decimalPlaces = decimalPlacesOf(order.default_currency_code, options.decimalPlaces);
    const needsCoupons = couponsNeedCall(order, lines, decimalPlaces);
    const coupons = needsCoupons ? await listOrderCoupons(client, order.id) : null;
    return { order, lines, coupons, decimalPlaces };
  } catch (error) {
    const isUnreadable = isBigCommerceError(error, "malformed") && !error.outcomeUnknown;
    if (isUnreadable || error instanceof RangeError) return { orderId: order.id, problem: error.message };
    throw error;
  }
}

async function ordersToAskForRefunds(
  parts: readonly CompleteOrder[],
  { findRefunded, findKnownRefunded, refundedOrderIds }: OrderFactsOptions,
): Promise<number[]> {
  const orderIds = parts.map(({ order }) => order.id);
  if (!findRefunded && parts.length >= refundsForAllFrom) return orderIds;
  const [found, known] = [await findRefunded?.(orderIds), await findKnownRefunded?.(orderIds)];
  const asked = parts.filter(({ order, lines }) => {
    const sets = [refundedOrderIds, found, known];
    return sets.some((ids) => ids?.has(order.id)) || mayHaveRefunds(order, lines);
  });
  return asked.map(({ order }) => order.id);
}

function productsOf(
  client: BigCommerceClient,
  parts: readonly CompleteOrder[],
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

/** @param problem why the order's refunds cannot be read, if they cannot */
function tryMap(problem: string | undefined, parts: OrderParts): FetchedOrder {
  if (problem !== undefined) return { kind: "unreadable", problem };
  try {
    return { kind: "found", facts: mapOrder(parts) };
  } catch (error) {
    if (error instanceof RangeError) return { kind: "unreadable", problem: error.message };
    throw error;
  }
}

import pLimit from "p-limit";
import { assembleOrders, type FetchedOrder, type OrderFactsOptions } from "./assemble-orders";
import type { BigCommerceClient } from "./client/client";
import {
  getOrder,
  idOfRow,
  listGuestOrdersByEmail,
  listOrdersInIdRange,
  listOrdersModifiedSince,
  listOrdersPlaced,
  type OrderCursor,
  type PlacedBetween,
} from "./orders";
import { planIdRanges } from "./plan-order-fetch";

export type { FetchedOrder, OrderFactsOptions };

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

/** One page of orders placed in a time, complete, for the import of past orders. Pages by `nextMinId`. */
export async function fetchOrdersPlaced(
  client: BigCommerceClient,
  minId: number,
  placed: PlacedBetween,
  options: OrderFactsOptions = {},
): Promise<{ orders: Map<number, FetchedOrder>; nextMinId: number | null }> {
  const { rows, nextMinId } = await listOrdersPlaced(client, minId, placed);
  return { orders: await assembleOrders(client, rows, options), nextMinId };
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

import { z } from "zod";
import type { Query } from "./client/build-url";
import type { BigCommerceClient } from "./client/client";
import { BigCommerceError, isBigCommerceError } from "./client/errors";
import { toFilterInstant } from "./map/dates";
import { isShortPage, pageSizeMax } from "./paging";
import {
  type BcOrder,
  type BcOrderCoupon,
  type BcOrderLine,
  orderCouponSchema,
  orderLineSchema,
  orderSchema,
} from "./schemas/order";

/** The same objects as `/orders/{id}/products`, inside the order: saves a call for each order. */
const withLines = { include: "consignments.line_items", consignment_structure: "object" } as const;

/** One row of a list: read, or not readable and why, so that one odd order does not hide the other 249. */
export type OrderRow = { ok: true; order: BcOrder } | { ok: false; orderId: number; problem: string };

const rowId = z.looseObject({ id: z.coerce.number().int().positive() });

/** Orders with their lines are heavy; a store that cannot answer a large page in time is asked for a smaller one. */
const pageSizes = [pageSizeMax, 100, 25] as const;

type OrderPage = { rows: OrderRow[]; isLast: boolean };

/**
 * One page of `GET /v2/orders` with lines, of a size the store can manage. An empty list is a 204 there, not `[]`.
 * 250 is the documented cap of other lists and only presumed here: a shorter cap shows as a page that is not short.
 */
async function listOrders(
  client: BigCommerceClient,
  operation: string,
  query: Query,
  sizes: readonly number[] = pageSizes,
): Promise<OrderPage> {
  const [limit = pageSizeMax, ...smaller] = sizes;
  try {
    const rows = await client.get<unknown[]>({
      operation,
      path: "v2/orders",
      query: { ...query, ...withLines, limit },
      schema: z.array(z.unknown()),
      empty: [],
      retry: smaller.length > 0 ? "unless_slow" : "when_safe",
    });
    return { rows: rows.map((row) => readRow(row, operation)), isLast: isShortPage(rows.length, limit) };
  } catch (error) {
    if (smaller.length === 0 || !isBigCommerceError(error, "timeout")) throw error;
    return listOrders(client, operation, query, smaller);
  }
}

function readRow(row: unknown, operation: string): OrderRow {
  const parsed = orderSchema.safeParse(row);
  if (parsed.success) return { ok: true, order: parsed.data };
  const id = rowId.safeParse(row);
  if (id.success)
    return { ok: false, orderId: id.data.id, problem: z.prettifyError(parsed.error).slice(0, 500) };
  throw new BigCommerceError({
    kind: "malformed",
    status: 200,
    operation,
    summary: "an order without an id",
  });
}

/** Orders with an id from `minId` to `maxId`, both included, at most 250 ids wide. */
export async function listOrdersInIdRange(
  client: BigCommerceClient,
  range: { minId: number; maxId: number },
): Promise<OrderRow[]> {
  const rows: OrderRow[] = [];
  for (let minId = range.minId; minId <= range.maxId; ) {
    const query = { min_id: minId, max_id: range.maxId };
    const page = await listOrders(client, "orders.list_range", query);
    rows.push(...page.rows);
    const lastId = Math.max(0, ...page.rows.map(idOfRow));
    if (page.isLast || lastId < minId) break;
    minId = lastId + 1;
  }
  return rows;
}

export function idOfRow(row: OrderRow): number {
  return row.ok ? row.order.id : row.orderId;
}

/** One order by id, or `null` when BigCommerce does not know it. */
export async function getOrder(client: BigCommerceClient, orderId: number): Promise<OrderRow | null> {
  const operation = "orders.get";
  try {
    const row = await client.get<unknown>({
      operation,
      path: `v2/orders/${orderId}`,
      query: withLines,
      schema: z.unknown(),
      empty: null,
    });
    return row === null ? null : readRow(row, operation);
  } catch (error) {
    if (isBigCommerceError(error, "not_found")) return null;
    throw error;
  }
}

/** Where a sweep stands: everything modified before `modifiedSince` is done, and `page` pages of that very second. */
export type OrderCursor = { modifiedSince: string; page: number };

/**
 * One page of orders modified at or after the cursor, oldest first, with lines.
 *
 * The next cursor moves along `date_modified` rather than by page number, because an order changed during the sweep
 * moves to the end and would push a row over a page boundary unseen; rows of the boundary second come twice. Only
 * when one second holds more than a page, or the answer is not sorted as asked, does the page number move.
 *
 * @throws BigCommerceError `malformed` when the answer ignores the filter, as it does for a date it cannot read.
 */
export async function listOrdersModifiedSince(
  client: BigCommerceClient,
  cursor: OrderCursor,
): Promise<{ rows: OrderRow[]; next: OrderCursor | null }> {
  const operation = "orders.list_modified";
  const modifiedSince = toFilterInstant(cursor.modifiedSince);
  const query = { min_date_modified: modifiedSince, sort: "date_modified:asc", page: cursor.page };
  // A second page only continues the first when both have the same size.
  const sizes = cursor.page === 1 ? pageSizes : [pageSizeMax];
  const { rows, isLast } = await listOrders(client, operation, query, sizes);
  const modifiedMs = rows.flatMap((row) => (row.ok ? [Date.parse(row.order.date_modified)] : []));
  if (modifiedMs.some((instant) => instant < Date.parse(modifiedSince) - 1_000)) {
    throw new BigCommerceError({
      kind: "malformed",
      status: 200,
      operation,
      summary: "min_date_modified was ignored",
    });
  }
  if (isLast) return { rows, next: null };
  const newest = toFilterInstant(new Date(Math.max(Date.parse(modifiedSince), ...modifiedMs)));
  const isSorted = modifiedMs.every((instant, index) => instant >= (modifiedMs[index - 1] ?? 0));
  const canMoveOn = isSorted && newest !== modifiedSince;
  return {
    rows,
    next: canMoveOn ? { modifiedSince: newest, page: 1 } : { modifiedSince, page: cursor.page + 1 },
  };
}

/** Orders placed from `since` up to, but not at, `until`. */
export type PlacedBetween = { since: Date; until: Date };

/**
 * One page of orders placed in that time with an id from `minId` on, with lines. Rows outside of it are left out even
 * if BigCommerce did not understand the dates; the walk by id ends all the same.
 */
export async function listOrdersPlaced(
  client: BigCommerceClient,
  minId: number,
  placed: PlacedBetween,
): Promise<{ rows: OrderRow[]; nextMinId: number | null }> {
  const page = await listOrders(client, "orders.list_placed", { min_id: minId, ...placedQuery(placed) });
  const rows = page.rows.filter((row) => !row.ok || isPlacedBetween(row.order, placed));
  const lastId = Math.max(0, ...page.rows.map(idOfRow));
  return { rows, nextMinId: page.isLast || lastId < minId ? null : lastId + 1 };
}

/** Lowest or highest id of the orders placed in that time; null when there is none. */
export async function findOrderIdPlaced(
  client: BigCommerceClient,
  placed: PlacedBetween,
  end: "first" | "last",
): Promise<number | null> {
  const rows = await client.get<z.output<typeof rowId>[]>({
    operation: "orders.find_placed",
    path: "v2/orders",
    query: { ...placedQuery(placed), sort: end === "first" ? "id:asc" : "id:desc", limit: 1 },
    schema: z.array(rowId),
    empty: [],
  });
  return rows[0]?.id ?? null;
}

export function placedQuery({ since, until }: PlacedBetween) {
  return { min_date_created: toFilterInstant(since), max_date_created: toFilterInstant(until) };
}

function isPlacedBetween(order: BcOrder, { since, until }: PlacedBetween): boolean {
  const placedMs = Date.parse(order.date_created);
  // BigCommerce tells whole seconds.
  return placedMs >= Math.floor(since.getTime() / 1000) * 1000 && placedMs < until.getTime();
}

/** Guest orders billed to this address, newest rows included, one page of 250 at a time by `minId`. */
export async function listGuestOrdersByEmail(
  client: BigCommerceClient,
  email: string,
  minId = 1,
): Promise<{ rows: OrderRow[]; nextMinId: number | null }> {
  const page = await listOrders(client, "orders.list_email", { email, min_id: minId });
  const rows = page.rows.filter((row) => !row.ok || isGuestOrderOf(row.order, email));
  const lastId = Math.max(0, ...page.rows.map(idOfRow));
  return { rows, nextMinId: page.isLast || lastId < minId ? null : lastId + 1 };
}

/** The filter is verified: awarding another person's orders would be worse than missing some. */
function isGuestOrderOf(order: BcOrder, email: string): boolean {
  return (
    order.customer_id === 0 &&
    order.billing_address?.email?.trim().toLowerCase() === email.trim().toLowerCase()
  );
}

/** All lines of an order, however many: for orders whose included lines are cut or missing. */
export async function listOrderLines(client: BigCommerceClient, orderId: number): Promise<BcOrderLine[]> {
  return listV2SubResource(client, "orders.lines", `v2/orders/${orderId}/products`, orderLineSchema);
}

/** The coupons of an order. None is a 204. */
export async function listOrderCoupons(client: BigCommerceClient, orderId: number): Promise<BcOrderCoupon[]> {
  return listV2SubResource(client, "orders.coupons", `v2/orders/${orderId}/coupons`, orderCouponSchema);
}

async function listV2SubResource<T extends z.ZodType>(
  client: BigCommerceClient,
  operation: string,
  path: `v2/orders/${number}/${"products" | "coupons"}`,
  item: T,
): Promise<z.output<T>[]> {
  const rows: z.output<T>[] = [];
  for (let page = 1; ; page += 1) {
    const part = await client.get<z.output<T>[]>({
      operation,
      path,
      query: { page, limit: pageSizeMax },
      schema: z.array(item),
      empty: [],
    });
    rows.push(...part);
    if (isShortPage(part.length, pageSizeMax)) return rows;
  }
}

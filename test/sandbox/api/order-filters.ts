import { dateParam, withinDates, withinNumbers } from "../http/filters";
import { Problem } from "../http/problem";
import { orderTotals } from "../state/order-totals";
import type { Order, StoreState } from "../state/types";

/**
 * The orders a v2 list call asks for, in its order. Archived ones are left out unless asked for by `is_deleted`, a filter
 * the current files no longer name; a read by id still knows them.
 */
export function filterOrders(store: StoreState, query: URLSearchParams): Order[] {
  const exact = (name: string, value: (order: Order) => string | number) => {
    const wanted = query.get(name);
    return (order: Order) => wanted === null || String(value(order)).toLowerCase() === wanted.toLowerCase();
  };
  const created = [dateParam(query, "min_date_created"), dateParam(query, "max_date_created")] as const;
  const modified = [dateParam(query, "min_date_modified"), dateParam(query, "max_date_modified")] as const;
  const archived = query.get("is_deleted") === "true";
  const tests: ((order: Order) => boolean)[] = [
    (order) => order.archived === archived,
    (order) => withinNumbers(order.id, query.get("min_id"), query.get("max_id")),
    (order) => withinDates(order.createdAt, created[0], created[1]),
    (order) => withinDates(order.modifiedAt, modified[0], modified[1]),
    exact("customer_id", (order) => order.customerId),
    exact("email", (order) => order.billing.email),
    exact("status_id", (order) => order.statusId),
    exact("cart_id", (order) => order.cartId),
    exact("payment_method", (order) => order.paymentMethod),
    exact("channel_id", (order) => order.channelId),
    exact("external_order_id", () => ""),
  ];
  if (query.has("min_total") || query.has("max_total")) {
    tests.push((order) =>
      withinNumbers(
        orderTotals(order).totalInc / 10 ** order.decimals,
        query.get("min_total"),
        query.get("max_total"),
      ),
    );
  }
  const rows: Order[] = [];
  for (const order of store.orders.values()) if (tests.every((test) => test(order))) rows.push(order);
  return sortOrders(rows, query.get("sort") ?? "id:asc");
}

const sortKeys: Record<string, (order: Order) => number> = {
  id: (order) => order.id,
  customer_id: (order) => order.customerId,
  date_created: (order) => Math.floor(order.createdAt / 1000),
  date_modified: (order) => Math.floor(order.modifiedAt / 1000),
  status_id: (order) => order.statusId,
  channel_id: (order) => order.channelId,
  external_id: () => 0,
};

function sortOrders(rows: Order[], sort: string): Order[] {
  const [name, direction] = sort.split(":");
  const key = sortKeys[name ?? "id"];
  if (!key) throw new Problem(400, `The field 'sort' is invalid: ${sort}`);
  const sign = direction === "desc" ? -1 : 1;
  return rows.sort((a, b) => sign * (key(a) - key(b) || a.id - b.id));
}

import { bodyObject, type Call, idParam, notFound, type Route, readScopes, route } from "../http/call";
import { pageRows } from "../http/paging";
import { Problem } from "../http/problem";
import { noContent, ok, v2List } from "../http/reply";
import { archiveOrder, setOrderStatus, updateOrder } from "../state/change-order";
import { toNumber } from "../state/money";
import { orderStatuses } from "../state/statuses";
import type { Order } from "../state/types";
import { filterOrders } from "./order-filters";
import { orderLineView } from "./order-line-view";
import { orderView } from "./order-view";

const read = readScopes("store_v2_orders");

export const orderRoutes: Route[] = [
  route("GET", "/v2/orders", read, (call) => {
    const include = includes(call);
    const rows = pageRows(filterOrders(call.store, call.query), call.query);
    return v2List(rows.map((order) => orderView(call.world, call.store, order, include)));
  }),
  route("GET", "/v2/orders/count", read, (call) => {
    const rows = filterOrders(call.store, call.query);
    const statuses = orderStatuses.map((status, index) => ({
      ...status,
      system_label: status.name,
      custom_label: status.name,
      system_description: status.name,
      count: rows.filter((order) => order.statusId === status.id).length,
      sort_order: index,
    }));
    return ok({ statuses, count: rows.length });
  }),
  route("GET", "/v2/orders/:orderId", read, (call) =>
    ok(orderView(call.world, call.store, orderOf(call), includes(call))),
  ),
  route("PUT", "/v2/orders/:orderId", ["store_v2_orders"], (call) => {
    const order = orderOf(call);
    const body = bodyObject(call);
    if (body.status_id !== undefined) {
      const statusId = Number(body.status_id);
      if (!orderStatuses.some((status) => status.id === statusId)) {
        throw new Problem(400, "The field 'status_id' is invalid.");
      }
      setOrderStatus(call.world, call.store, order.id, statusId);
    }
    if (body.is_deleted === true) archiveOrder(call.world, call.store, order.id);
    if (body.staff_notes !== undefined) {
      updateOrder(call.world, call.store, order.id, { staffNotes: String(body.staff_notes) });
    }
    return ok(orderView(call.world, call.store, order));
  }),
  route("DELETE", "/v2/orders/:orderId", ["store_v2_orders"], (call) => {
    archiveOrder(call.world, call.store, orderOf(call).id);
    return noContent();
  }),
  route("GET", "/v2/orders/:orderId/products", read, (call) => {
    const order = orderOf(call);
    return v2List(pageRows(order.lines, call.query).map((line) => orderLineView(order, line)));
  }),
  route("GET", "/v2/orders/:orderId/coupons", read, (call) => {
    const order = orderOf(call);
    return v2List(
      pageRows(order.coupons, call.query).map((coupon) => ({
        id: coupon.id,
        coupon_id: coupon.couponId,
        order_id: order.id,
        code: coupon.code,
        amount: toNumber(coupon.amount, order.decimals),
        type: coupon.type,
        discount: toNumber(coupon.discount, order.decimals),
      })),
    );
  }),
  route("GET", "/v2/order_statuses", read, () =>
    ok(
      orderStatuses.map((status) => ({
        id: status.id,
        name: status.name,
        system_label: status.name,
        custom_label: status.name,
        system_description: status.name,
      })),
    ),
  ),
];

function orderOf(call: Call): Order {
  return call.store.orders.get(idParam(call, "orderId")) ?? notFound();
}

/** Consignments come inline only in the object structure; the older array one is not simulated. */
function includes(call: Call): string[] {
  return call.query.get("consignment_structure") === "object"
    ? (call.query.get("include") ?? "").split(",")
    : [];
}

import { bodyObject, type Call, idParam, notFound, type Route, readScopes, route } from "../http/call";
import { dateParam, idsIn, withinDates } from "../http/filters";
import { pagedReply } from "../http/paging";
import { Problem } from "../http/problem";
import { data } from "../http/reply";
import { isoOffset } from "../state/format";
import { toNumber } from "../state/money";
import { type RefundInput, RefundRefused, refundOrder } from "../state/refund-order";
import type { Refund, StoreState } from "../state/types";

const read = readScopes("store_v2_orders", "store_v2_transactions");

export const refundRoutes: Route[] = [
  route("GET", "/v3/orders/payment_actions/refunds", read, (call) => {
    const { query, store } = call;
    const orderIds = idsIn(query, "order_id:in");
    const ids = idsIn(query, "id:in");
    const min = dateParam(query, "created:min");
    const max = dateParam(query, "created:max");
    const rows = [...store.refunds.values()].filter(
      (refund) =>
        (!orderIds || orderIds.has(refund.orderId)) &&
        (!ids || ids.has(refund.id)) &&
        withinDates(refund.createdAt, min, max),
    );
    return pagedReply(rows, query, (refund) => refundView(store, refund));
  }),
  route("GET", "/v3/orders/payment_actions/refunds/:refundId", read, (call) => {
    const refund = call.store.refunds.get(idParam(call, "refundId")) ?? notFound();
    return data(refundView(call.store, refund));
  }),
  route("GET", "/v3/orders/:orderId/payment_actions/refunds", read, (call) => {
    const orderId = idParam(call, "orderId");
    if (!call.store.orders.has(orderId)) notFound();
    const rows = [...call.store.refunds.values()].filter((refund) => refund.orderId === orderId);
    return data(rows.map((refund) => refundView(call.store, refund)));
  }),
  route("POST", "/v3/orders/:orderId/payment_actions/refunds", ["store_v2_transactions"], (call) => {
    const orderId = idParam(call, "orderId");
    if (!call.store.orders.has(orderId)) notFound();
    try {
      const refund = refundOrder(call.world, call.store, orderId, inputOf(call));
      return { status: 201, json: { data: refundView(call.store, refund), meta: {} } };
    } catch (error) {
      if (error instanceof RefundRefused) throw new Problem(422, error.message);
      throw error;
    }
  }),
];

export function refundView(store: StoreState, refund: Refund): object {
  const decimals = store.orders.get(refund.orderId)?.decimals ?? 2;
  return {
    id: refund.id,
    order_id: refund.orderId,
    user_id: 0,
    created: isoOffset(refund.createdAt),
    reason: refund.reason,
    total_amount: toNumber(refund.totalAmount, decimals),
    total_tax: toNumber(refund.totalTax, decimals),
    uses_merchant_override_values: false,
    items: refund.items.map((item) => ({
      item_type: item.itemType,
      item_id: item.itemId,
      quantity: item.quantity,
      requested_amount: item.requestedAmount === null ? null : toNumber(item.requestedAmount, decimals),
      reason: item.reason,
      adjustments: [],
    })),
    payments: refund.payments.map((payment) => ({
      id: payment.id,
      provider_id: payment.providerId,
      amount: toNumber(payment.amount, decimals),
      offline: false,
      is_declined: payment.declined,
      declined_message: payment.declined ? "Refund declined by the payment provider" : "",
      transaction_id: String(9000 + payment.id),
    })),
  };
}

/** The refund body of the REST API as the sandbox's own input. */
function inputOf(call: Call): RefundInput {
  const body = bodyObject(call) as { items?: Record<string, unknown>[]; reason?: string };
  const input: RefundInput = { items: [], reason: String(body.reason ?? "") };
  for (const item of body.items ?? []) {
    if (item.item_type === "PRODUCT") {
      input.items?.push({
        lineId: Number(item.item_id),
        quantity: Number(item.quantity),
        reason: String(item.reason ?? ""),
      });
    } else if (item.item_type === "SHIPPING") input.shipping = String(item.amount);
    else if (item.item_type === "ORDER") input.amount = String(item.amount);
    else throw new Problem(422, `The sandbox refunds no ${String(item.item_type)}`);
  }
  return input;
}

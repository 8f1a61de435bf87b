import { requireOrder, setOrderStatus, touchOrder } from "./change-order";
import { nextId } from "./create-store";
import { emitEvent, emitOrder } from "./emit-event";
import { divideRounded, toMinor } from "./money";
import { orderTotals, refundedAmount } from "./order-totals";
import type { Order, Refund, RefundItem, StoreState } from "./types";
import type { World } from "./world";

export type RefundInput = {
  /** Lines by quantity. */
  items?: { lineId: number; quantity: number; reason?: string }[];
  /** An amount off the whole order, tax included. */
  amount?: string;
  /** The whole shipping cost, or part of it. */
  shipping?: boolean | string;
  reason?: string;
  /** The payment step is refused: the refund exists, no money moved, the status stays. */
  declined?: boolean;
  providerId?: string;
  quiet?: boolean;
};

/** Refunds part of an order. Throws `RefundRefused` when more would be given back than was paid or bought. */
export function refundOrder(world: World, store: StoreState, orderId: number, input: RefundInput): Refund {
  const order = requireOrder(store, orderId);
  const parts = [...lineParts(order, input), ...amountParts(order, input)];
  const totalAmount = parts.reduce((sum, part) => sum + part.amount, 0);
  const left = orderTotals(order).totalInc - refundedAmount(store, orderId);
  if (parts.length === 0 || totalAmount <= 0) throw new RefundRefused("Nothing to refund.");
  if (totalAmount > left) throw new RefundRefused("The amount exceeds what is left to refund.");

  const refund: Refund = {
    id: nextId(store, "refund"),
    orderId,
    createdAt: world.now(),
    reason: input.reason ?? "",
    totalAmount,
    totalTax: parts.reduce((sum, part) => sum + part.tax, 0),
    items: parts.map((part) => part.item),
    payments: [
      {
        id: nextId(store, "refundPayment"),
        providerId: input.providerId ?? "bigcommerce_payments",
        amount: totalAmount,
        declined: input.declined ?? false,
      },
    ],
  };
  store.refunds.set(refund.id, refund);
  if (!input.declined) bookQuantities(order, refund.items, 1);
  touchOrder(world, order);
  if (!input.quiet) {
    emitEvent(world, store, "store/order/refund/created", {
      type: "order",
      id: orderId,
      refund: { refund_id: refund.id },
    });
  }
  if (!input.declined) followStatus(world, store, order, input.quiet ?? false);
  return refund;
}

/** The payment provider refuses a refund some time after it was submitted. */
export function declineRefund(world: World, store: StoreState, refundId: number): Refund {
  const refund = store.refunds.get(refundId);
  if (!refund) throw new Error(`Store ${store.hash} has no refund ${refundId}`);
  const order = requireOrder(store, refund.orderId);
  if (refund.payments.some((payment) => !payment.declined)) bookQuantities(order, refund.items, -1);
  for (const payment of refund.payments) payment.declined = true;
  touchOrder(world, order);
  emitOrder(world, store, "updated", order.id);
  return refund;
}

export class RefundRefused extends Error {}

type Part = { item: RefundItem; amount: number; tax: number };

function lineParts(order: Order, input: RefundInput): Part[] {
  return (input.items ?? []).map(({ lineId, quantity, reason }) => {
    const line = order.lines.find((entry) => entry.id === lineId);
    if (!line) throw new RefundRefused(`Order ${order.id} has no line ${lineId}.`);
    const before = line.quantityRefunded;
    if (quantity < 1 || before + quantity > line.quantity) {
      throw new RefundRefused(`Line ${lineId} has ${line.quantity - before} left to refund.`);
    }
    const upTo = (whole: number, count: number) => divideRounded(whole * count, line.quantity);
    const part = (whole: number) => upTo(whole, before + quantity) - upTo(whole, before);
    return {
      item: { itemType: "PRODUCT", itemId: lineId, quantity, requestedAmount: null, reason: reason ?? "" },
      amount: part(line.paidInc),
      tax: part(line.paidInc - line.paidEx),
    };
  });
}

function amountParts(order: Order, input: RefundInput): Part[] {
  const parts: Part[] = [];
  const add = (itemType: RefundItem["itemType"], amount: number, wholeTax: number, whole: number) => {
    parts.push({
      item: { itemType, itemId: order.id, quantity: 1, requestedAmount: amount, reason: "" },
      amount,
      tax: whole > 0 ? divideRounded(amount * wholeTax, whole) : 0,
    });
  };
  if (input.shipping) {
    const amount = input.shipping === true ? order.shippingInc : toMinor(input.shipping, order.decimals);
    if (amount > order.shippingInc) throw new RefundRefused("The amount exceeds the shipping cost.");
    if (amount > 0) add("SHIPPING", amount, order.shippingInc - order.shippingEx, order.shippingInc);
  }
  if (input.amount !== undefined) {
    const totals = orderTotals(order);
    add("ORDER", toMinor(input.amount, order.decimals), totals.totalTax, totals.totalInc);
  }
  return parts;
}

function bookQuantities(order: Order, items: RefundItem[], sign: 1 | -1): void {
  for (const item of items) {
    const line = item.itemType === "PRODUCT" && order.lines.find((entry) => entry.id === item.itemId);
    if (line) line.quantityRefunded += sign * item.quantity;
  }
}

function followStatus(world: World, store: StoreState, order: Order, quiet: boolean): void {
  const full = refundedAmount(store, order.id) >= orderTotals(order).totalInc;
  if (quiet) order.statusId = full ? 4 : 14;
  else if (order.statusId === (full ? 4 : 14)) emitOrder(world, store, "updated", order.id);
  else setOrderStatus(world, store, order.id, full ? 4 : 14);
}

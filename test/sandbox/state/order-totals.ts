import type { Order, StoreState } from "./types";

export type OrderTotals = {
  subtotalEx: number;
  subtotalInc: number;
  totalEx: number;
  totalInc: number;
  totalTax: number;
  itemsTotal: number;
};

/** Totals of an order from its lines: subtotals before discounts, totals after them with shipping. */
export function orderTotals(order: Order): OrderTotals {
  const sum = (pick: (line: Order["lines"][number]) => number) =>
    order.lines.reduce((total, line) => total + pick(line), 0);
  const totalEx = sum((line) => line.paidEx) + order.shippingEx;
  const totalInc = sum((line) => line.paidInc) + order.shippingInc;
  return {
    subtotalEx: sum((line) => line.totalEx),
    subtotalInc: sum((line) => line.totalInc),
    totalEx,
    totalInc,
    totalTax: totalInc - totalEx,
    itemsTotal: sum((line) => line.quantity),
  };
}

/** What was given back so far, declined payments aside. */
export function refundedAmount(store: StoreState, orderId: number): number {
  let total = 0;
  for (const refund of store.refunds.values()) {
    if (refund.orderId !== orderId) continue;
    for (const payment of refund.payments) if (!payment.declined) total += payment.amount;
  }
  return total;
}

export function paymentStatus(order: Order, refunded: number): string {
  if (order.statusId === 0) return "";
  if (refunded > 0) return refunded >= orderTotals(order).totalInc ? "refunded" : "partially refunded";
  if (order.statusId === 4) return "refunded";
  if (order.statusId === 5) return "void";
  if (order.statusId === 6) return "declined";
  return order.statusId === 1 || order.statusId === 7 ? "pending" : "captured";
}

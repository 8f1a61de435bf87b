import type { LockedOrder } from "@/lib/db/orders/order-row";
import type { OrderFacts } from "@/lib/loyalty/order-facts";

type OrderInHand = { row: LockedOrder; facts: OrderFacts };

/**
 * Of orders applied together, only the earliest can be somebody's first. The database cannot tell: it learns whose new
 * orders are when they are saved. Incomplete orders (status 0) do not count, as there.
 */
export function settleFirstOrders<T extends OrderInHand>(orders: readonly T[]): T[] {
  const earliestMs = new Map<bigint, number>();
  for (const { row, facts } of orders) {
    if (!row.owner || facts.statusId === 0) continue;
    const { customerId } = row.owner;
    earliestMs.set(customerId, Math.min(earliestMs.get(customerId) ?? Infinity, Date.parse(facts.createdAt)));
  }
  return orders.map((order) => {
    const firstMs = order.row.owner ? (earliestMs.get(order.row.owner.customerId) ?? Infinity) : Infinity;
    const isFirstOrder = order.row.isFirstOrder && Date.parse(order.facts.createdAt) <= firstMs;
    return { ...order, row: { ...order.row, isFirstOrder } };
  });
}

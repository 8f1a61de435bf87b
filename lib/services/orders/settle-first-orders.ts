import type { LockedOrder } from "@/lib/db/orders/order-row";
import type { OrderFacts } from "@/lib/loyalty/order-facts";

type OrderInHand = { row: LockedOrder; facts: OrderFacts };

/**
 * Of orders applied together, only the earliest can be somebody's first; of those placed in one second the one with the
 * lowest number. The database cannot tell: it learns whose new orders are when they are saved. Incomplete orders (status
 * 0) do not count, as there.
 */
export function settleFirstOrders<T extends OrderInHand>(orders: readonly T[]): T[] {
  const earliest = new Map<bigint, OrderFacts>();
  for (const { row, facts } of orders) {
    if (!row.owner || facts.statusId === 0) continue;
    const { customerId } = row.owner;
    const before = earliest.get(customerId);
    if (!before || isBefore(facts, before)) earliest.set(customerId, facts);
  }
  return orders.map((order) => {
    const first = order.row.owner && earliest.get(order.row.owner.customerId);
    const isFirstOrder = order.row.isFirstOrder && !(first && isBefore(first, order.facts));
    return { ...order, row: { ...order.row, isFirstOrder } };
  });
}

/** BigCommerce tells when an order was placed to the second. */
function isBefore(one: OrderFacts, other: OrderFacts): boolean {
  const apart = Date.parse(one.createdAt) - Date.parse(other.createdAt);
  return apart < 0 || (apart === 0 && one.orderId < other.orderId);
}

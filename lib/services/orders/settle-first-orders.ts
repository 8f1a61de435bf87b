import { findHadFirst } from "@/lib/db/orders/find-had-first";
import type { LockedOrder } from "@/lib/db/orders/order-row";
import type { RawTransaction } from "@/lib/db/transaction";
import type { OrderFacts } from "@/lib/loyalty/order-facts";
import type { OrderProgram } from "@/lib/loyalty/order-program";

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

type Deciding = { storeId: bigint; published: { document: OrderProgram } };

/**
 * A first order once awarded stays the first, whatever older order is heard of or claimed later: the bonus comes once.
 * Asked only where it can matter: orders yet to be pinned, in a store whose program pays for first ones.
 */
export async function settleHadFirsts<T extends { row: LockedOrder }>(
  tx: RawTransaction,
  { storeId, published }: Deciding,
  orders: readonly T[],
): Promise<readonly T[]> {
  if (!published.document.earning.campaigns.some(({ firstOrderOnly }) => firstOrderOnly)) return orders;
  const open = orders.flatMap(({ row }) => {
    const isOpen = row.isFirstOrder && (row.pinned?.isFirstOrder ?? null) === null;
    return isOpen && row.owner ? [{ customerId: row.owner.customerId, orderId: row.id }] : [];
  });
  const had = await findHadFirst(tx, storeId, {
    customerIds: [...new Set(open.map(({ customerId }) => customerId))],
    exceptOrderIds: open.map(({ orderId }) => orderId),
  });
  return orders.map((order) => {
    const isFirstOrder = order.row.isFirstOrder && !(order.row.owner && had.has(order.row.owner.customerId));
    return { ...order, row: { ...order.row, isFirstOrder } };
  });
}

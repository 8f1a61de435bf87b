import type { OrderFacts } from "@/lib/loyalty/order-facts";

/**
 * Splits orders into lanes that can be applied beside each other: all orders of one person are in the same lane, in
 * the order given, so that lanes neither wait for each other's balances nor miss each other's first order.
 *
 * @param owners our customer by BigCommerce's customer id
 */
export function splitByOwner(
  orders: readonly OrderFacts[],
  owners: ReadonlyMap<number, number>,
  lanes: number,
): OrderFacts[][] {
  const split = Array.from({ length: lanes }, (): OrderFacts[] => []);
  for (const order of orders) {
    const owner = order.customerId === null ? undefined : owners.get(order.customerId);
    split[(owner ?? order.orderId) % lanes]?.push(order);
  }
  return split.filter((lane) => lane.length > 0);
}

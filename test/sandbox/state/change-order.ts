import { emitOrder, emitStatus } from "./emit-event";
import { orderStatuses } from "./statuses";
import type { Order, StoreState } from "./types";
import type { World } from "./world";

export function requireOrder(store: StoreState, orderId: number): Order {
  const order = store.orders.get(orderId);
  if (!order) throw new Error(`Store ${store.hash} has no order ${orderId}`);
  return order;
}

/** Moves an order to a status. The same status again changes nothing and tells nobody. */
export function setOrderStatus(world: World, store: StoreState, orderId: number, statusId: number): Order {
  if (!orderStatuses.some((status) => status.id === statusId)) throw new Error(`No status ${statusId}`);
  const order = requireOrder(store, orderId);
  const previous = order.statusId;
  if (previous === statusId) return order;
  order.statusId = statusId;
  touchOrder(world, order);
  emitStatus(world, store, orderId, previous, statusId);
  emitOrder(world, store, "updated", orderId);
  return order;
}

/** Any other edit by the merchant: staff notes, billing e-mail. */
export function updateOrder(
  world: World,
  store: StoreState,
  orderId: number,
  change: Partial<Pick<Order, "staffNotes" | "customerId" | "externalSource" | "source">>,
): Order {
  const order = requireOrder(store, orderId);
  Object.assign(order, change);
  touchOrder(world, order);
  emitOrder(world, store, "updated", orderId);
  return order;
}

export function archiveOrder(world: World, store: StoreState, orderId: number): Order {
  const order = requireOrder(store, orderId);
  order.archived = true;
  touchOrder(world, order);
  emitOrder(world, store, "archived", orderId);
  emitOrder(world, store, "updated", orderId);
  return order;
}

/** `date_modified` never goes back, also for orders dated in the future by a test. */
export function touchOrder(world: World, order: Order): void {
  order.modifiedAt = Math.max(order.modifiedAt, world.now());
}

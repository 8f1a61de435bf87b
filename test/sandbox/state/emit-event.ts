import type { StoreState } from "./types";
import type { World } from "./world";

/** Tells every active hook of the store about a change, and marks the state as changed. */
export function emitEvent(
  world: World,
  store: StoreState,
  scope: string,
  data: Record<string, unknown>,
): void {
  world.webhooks.publish(store, scope, data);
  world.changed();
}

export function emitOrder(world: World, store: StoreState, what: string, orderId: number): void {
  emitEvent(world, store, `store/order/${what}`, { type: "order", id: orderId });
}

export function emitStatus(
  world: World,
  store: StoreState,
  orderId: number,
  previousStatusId: number,
  newStatusId: number,
): void {
  emitEvent(world, store, "store/order/statusUpdated", {
    type: "order",
    id: orderId,
    status: { previous_status_id: previousStatusId, new_status_id: newStatusId },
  });
}

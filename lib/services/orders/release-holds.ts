import { findDueHolds } from "@/lib/db/orders/find-due-holds";
import { syncOrders } from "@/lib/services/orders/sync-orders";

const ordersPerRelease = 250;

/**
 * Releases a store's points whose hold is over. The orders are fetched anew first: one that was refunded during its
 * hold, with the webhook lost, must not have its points released. Call again while `more`.
 */
export async function releaseHolds(input: {
  storeId: bigint;
  now: Date;
}): Promise<{ released: number; more: boolean }> {
  const orderIds = await findDueHolds(input.storeId, input.now, ordersPerRelease);
  if (orderIds.length === 0) return { released: 0, more: false };
  const result = await syncOrders({ ...input, orderIds, refundedOrderIds: new Set(orderIds) });
  return {
    released: result.changed.length,
    more: orderIds.length === ordersPerRelease && result.changed.length > 0,
  };
}

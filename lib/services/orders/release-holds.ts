import { findDueHolds, postponeHolds } from "@/lib/db/orders/find-due-holds";
import { noteOutcome } from "@/lib/services/orders/note-outcome";
import { syncOrders } from "@/lib/services/orders/sync-orders";

const ordersPerRelease = 250;

/** An order that could not be released is asked about again only so often: it holds up neither others nor the quota. */
const againMs = 6 * 3_600_000;
export const isGone = "BigCommerce does not have this order any more. Its pending points wait.";

/**
 * Releases a store's points whose hold is over. The orders are fetched anew first: one that was refunded during its
 * hold, with the webhook lost, must not have its points released. One that cannot be released (gone at BigCommerce,
 * unreadable) is left as failed work, waits some hours, and lets the others pass. Call again while `more`.
 */
export async function releaseHolds(input: {
  storeId: bigint;
  now: Date;
}): Promise<{ released: number; more: boolean }> {
  const { storeId, now } = input;
  const orderIds = await findDueHolds(storeId, now, ordersPerRelease);
  if (orderIds.length === 0) return { released: 0, more: false };
  const withRefunds = new Set(orderIds);
  const result = await syncOrders({ ...input, orderIds, refundedOrderIds: withRefunds });
  const gone = result.missing.map((orderId) => ({ orderId, problem: isGone }));
  await noteOutcome(storeId, {
    ...{ orderIds, withRefunds, now },
    result: { ...result, failed: [...result.failed, ...gone] },
    scope: "store/order/updated",
  });
  await postponeHolds(storeId, orderIds, { now, until: new Date(now.getTime() + againMs) });
  return { released: result.changed.length, more: orderIds.length === ordersPerRelease };
}

import { noteFailedOrders, type OrderScope, settleNotedOrders } from "@/lib/db/inbox-queue";
import type { SyncOrdersResult } from "@/lib/services/orders/sync-orders";

export type Outcome = {
  /** All that were asked about, BigCommerce ids. */
  orderIds: readonly number[];
  result: Pick<SyncOrdersResult, "failed" | "missing">;
  /** Orders whose refunds were asked for whatever the orders show. */
  withRefunds: ReadonlySet<number>;
  /** Of the webhook that would have told, for what has to be tried again. */
  scope: OrderScope;
  now: Date;
};

/** Keeps orders that failed without a webhook as failed work, and settles what was kept about those that went well. */
export async function noteOutcome(storeId: bigint, outcome: Outcome): Promise<void> {
  const { result, scope, now } = outcome;
  await noteFailedOrders(storeId, result.failed, { scope, at: now });
  await settleApplied(storeId, outcome);
}

/** Settles what was kept as failed work about orders that were read and decided now. */
export async function settleApplied(
  storeId: bigint,
  { orderIds, result, withRefunds, now }: Omit<Outcome, "scope">,
): Promise<void> {
  const open = new Set([...result.missing, ...result.failed.map(({ orderId }) => orderId)]);
  const applied = orderIds.filter((id) => !open.has(id));
  await settleNotedOrders(storeId, applied, { withRefunds, at: now });
}

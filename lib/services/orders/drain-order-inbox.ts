import { listPendingInbox, noteInboxFailure, type PendingEntry, settleInbox } from "@/lib/db/inbox-queue";
import { findHolding } from "@/lib/db/orders/find-due-holds";
import type { OrderProblem } from "@/lib/services/orders/apply-order-facts";
import { settleApplied } from "@/lib/services/orders/note-outcome";
import { isGone } from "@/lib/services/orders/release-holds";
import { syncOrders } from "@/lib/services/orders/sync-orders";

export type DrainResult = { entries: number; orders: number; changed: number; more: boolean };

/** A thousand hints are usually a few hundred orders: a handful of calls and transactions. */
const entriesPerDrain = 1_000;

/**
 * Takes what waits in the inbox about orders of one store, fetches each order once however often it was mentioned,
 * applies the law, and settles the entries. A kill anywhere leaves entries pending: they are taken again and change
 * nothing that was done already.
 */
export async function drainOrderInbox({
  storeId,
  now,
}: {
  storeId: bigint;
  now: Date;
}): Promise<DrainResult> {
  const entries = await listPendingInbox(storeId, "store/order/", entriesPerDrain);
  const ids = entries.map((entry) => entry.id);
  const orderIds = [...new Set(entries.flatMap((entry) => entry.resourceId ?? []))];
  if (entries.length === 0) return { entries: 0, orders: 0, changed: 0, more: false };
  try {
    const withRefunds = refundedIn(entries);
    const result = await syncOrders({ storeId, orderIds, refundedOrderIds: withRefunds, now });
    const [gone, others] = await splitGone(storeId, entries, result.missing);
    await settle(storeId, others, result.failed, now);
    if (gone.length > 0) await settleInbox(storeId, gone, { status: "failed", error: isGone, at: now });
    await settleApplied(storeId, { orderIds, result, withRefunds, now });
    const changed = result.changed.length;
    return { entries: ids.length, orders: orderIds.length, changed, more: ids.length === entriesPerDrain };
  } catch (error) {
    await noteInboxFailure(storeId, ids, error instanceof Error ? error.message : String(error));
    throw error;
  }
}

function refundedIn(entries: readonly PendingEntry[]): Set<number> {
  const refunds = entries.filter((entry) => entry.scope === "store/order/refund/created");
  return new Set(refunds.flatMap((entry) => entry.resourceId ?? []));
}

/**
 * Failed work about an order that is gone while it holds points back stays failed when it is tried again: settled, it
 * would come back with every release.
 */
async function splitGone(
  storeId: bigint,
  entries: readonly PendingEntry[],
  missing: readonly number[],
): Promise<[gone: bigint[], others: PendingEntry[]]> {
  const holding = new Set<number | null>(await findHolding(storeId, missing));
  const isGoneEntry = (entry: PendingEntry) => entry.isNoted && holding.has(entry.resourceId);
  const gone = entries.filter(isGoneEntry).map((entry) => entry.id);
  return [gone, entries.filter((entry) => !isGoneEntry(entry))];
}

async function settle(
  storeId: bigint,
  entries: readonly PendingEntry[],
  failed: readonly OrderProblem[],
  now: Date,
): Promise<void> {
  const problems = new Map(failed.map(({ orderId, problem }) => [orderId, problem]));
  const good = entries.filter((entry) => !problems.has(entry.resourceId ?? 0));
  await settleInbox(
    storeId,
    good.map((entry) => entry.id),
    { status: "done", at: now },
  );
  for (const [orderId, error] of problems) {
    const bad = entries.filter((entry) => entry.resourceId === orderId);
    await settleInbox(
      storeId,
      bad.map((entry) => entry.id),
      { status: "failed", error, at: now },
    );
  }
}

import { db, pool } from "@/lib/db/client";
import type { InboxStatus } from "@/lib/db/generated/enums";

/** `isNoted`: kept by {@link noteFailedOrders}, not a webhook. */
export type PendingEntry = { id: bigint; scope: string; resourceId: number | null; isNoted: boolean };

/** Followed by the BigCommerce id of the order. */
const notedPrefix = "order-failed/";

/** The oldest pending entries of one store whose scope begins with `scopePrefix`, e.g. `store/order/`. */
export async function listPendingInbox(
  storeId: bigint,
  scopePrefix: string,
  limit: number,
): Promise<PendingEntry[]> {
  const rows = await db().inboxEntry.findMany({
    where: { storeId, status: "pending", scope: { startsWith: scopePrefix } },
    orderBy: { id: "asc" },
    take: limit,
    select: { id: true, scope: true, resourceId: true, dedupeKey: true },
  });
  return rows.map(({ dedupeKey, ...row }) => ({
    ...row,
    resourceId: row.resourceId === null ? null : Number(row.resourceId),
    isNoted: dedupeKey.startsWith(notedPrefix),
  }));
}

/** Says of these entries what became of them; `attempts` counts the failed ones. */
export async function settleInbox(
  storeId: bigint,
  ids: readonly bigint[],
  outcome: { status: Exclude<InboxStatus, "pending">; error?: string; at: Date },
): Promise<void> {
  await db().inboxEntry.updateMany({
    where: { storeId, id: { in: [...ids] } },
    data: {
      status: outcome.status,
      lastError: outcome.error ?? null,
      handledAt: outcome.at,
      ...(outcome.status === "failed" && { attempts: { increment: 1 } }),
    },
  });
}

/** Counts a failed attempt; the entries stay pending and are taken again. */
export async function noteInboxFailure(
  storeId: bigint,
  ids: readonly bigint[],
  error: string,
): Promise<void> {
  await db().inboxEntry.updateMany({
    where: { storeId, id: { in: [...ids] } },
    data: { lastError: error, attempts: { increment: 1 } },
  });
}

export type OrderScope = "store/order/updated" | "store/order/refund/created";

/**
 * Keeps orders that nobody sent a webhook about, and that could not be read or decided, as failed entries: they show
 * as failed work and can be tried again like a webhook. One entry an order, however often it fails; none beside a
 * webhook about it that failed.
 */
export async function noteFailedOrders(
  storeId: bigint,
  failed: readonly { orderId: number; problem: string }[],
  { scope, at }: { scope: OrderScope; at: Date },
): Promise<void> {
  if (failed.length === 0) return;
  const problems = new Map(failed.map(({ orderId, problem }) => [orderId, problem]));
  await pool().query({
    name: "note-failed-orders",
    text: noteFailedSql,
    values: [String(storeId), [...problems.keys()], [...problems.values()], scope, at],
  });
}

/** What failed with a refund is tried again with its refunds, whatever else fails meanwhile. */
const noteFailedSql = `
INSERT INTO webhook_inbox (store_id, dedupe_key, scope, resource_id, body, status, attempts, last_error, handled_at)
SELECT $1, '${notedPrefix}' || f.order_id, $4, f.order_id, '{}', 'failed', 1, f.problem, $5
  FROM unnest($2::bigint[], $3::text[]) AS f (order_id, problem)
 WHERE NOT EXISTS (SELECT 1 FROM webhook_inbox e
                    WHERE e.store_id = $1 AND e.status = 'failed' AND e.resource_id = f.order_id
                      AND starts_with(e.scope, 'store/order/')
                      AND e.dedupe_key <> '${notedPrefix}' || f.order_id)
    ON CONFLICT (store_id, dedupe_key) DO UPDATE
   SET status = 'failed', attempts = webhook_inbox.attempts + 1,
       scope = CASE WHEN webhook_inbox.status = 'failed' AND webhook_inbox.scope = 'store/order/refund/created'
                    THEN webhook_inbox.scope ELSE excluded.scope END,
       last_error = excluded.last_error, handled_at = excluded.handled_at
 WHERE webhook_inbox.status <> 'pending'`;

/**
 * Settles what {@link noteFailedOrders} kept about these orders, which were read and decided since. What failed with
 * a refund is settled only for orders in `withRefunds`: without their refunds it may be the refund that is missing.
 */
export async function settleNotedOrders(
  storeId: bigint,
  orderIds: readonly number[],
  { withRefunds, at }: { withRefunds: ReadonlySet<number>; at: Date },
): Promise<void> {
  if (orderIds.length === 0) return;
  await pool().query({
    name: "settle-noted-orders",
    text: settleNotedSql,
    values: [String(storeId), orderIds, orderIds.filter((id) => withRefunds.has(id)), at],
  });
}

const settleNotedSql = `
UPDATE webhook_inbox SET status = 'done', last_error = NULL, handled_at = $4
 WHERE store_id = $1 AND status = 'failed' AND resource_id = ANY ($2::bigint[])
   AND dedupe_key = '${notedPrefix}' || resource_id
   AND (scope <> 'store/order/refund/created' OR resource_id = ANY ($3::bigint[]))`;

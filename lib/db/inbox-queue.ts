import { db, pool } from "@/lib/db/client";
import type { InboxStatus } from "@/lib/db/generated/enums";

export type PendingEntry = { id: bigint; scope: string; resourceId: number | null };

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
    select: { id: true, scope: true, resourceId: true },
  });
  return rows.map((row) => ({ ...row, resourceId: row.resourceId === null ? null : Number(row.resourceId) }));
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

const noteFailedSql = `
INSERT INTO webhook_inbox (store_id, dedupe_key, scope, resource_id, body, status, attempts, last_error, handled_at)
SELECT $1, 'order-failed/' || f.order_id, $4, f.order_id, '{}', 'failed', 1, f.problem, $5
  FROM unnest($2::bigint[], $3::text[]) AS f (order_id, problem)
 WHERE NOT EXISTS (SELECT 1 FROM webhook_inbox e
                    WHERE e.store_id = $1 AND e.status = 'failed' AND e.resource_id = f.order_id
                      AND starts_with(e.scope, 'store/order/'))
    ON CONFLICT (store_id, dedupe_key) DO UPDATE
   SET status = 'failed', scope = excluded.scope, attempts = webhook_inbox.attempts + 1,
       last_error = excluded.last_error, handled_at = excluded.handled_at
 WHERE webhook_inbox.status <> 'pending'`;

import { db, pool } from "@/lib/db/client";
import type { Transaction } from "@/lib/db/transaction";

export type NewInboxEntry = {
  storeId: bigint;
  dedupeKey: string;
  scope: string;
  resourceId: bigint | null;
  /** JSON text. */
  body: string;
};

const insertEntries = {
  name: "insert-inbox-entries",
  text: `INSERT INTO webhook_inbox (store_id, dedupe_key, scope, resource_id, body)
         SELECT store_id, dedupe_key, scope, resource_id, body::jsonb
           FROM unnest($1::bigint[], $2::text[], $3::text[], $4::bigint[], $5::text[])
             AS e (store_id, dedupe_key, scope, resource_id, body)
             ON CONFLICT (store_id, dedupe_key) DO NOTHING`,
};

/**
 * Writes webhooks of any stores in one statement, committed when this returns. One that is there already is left as
 * it is. @returns how many are new
 */
export async function insertInboxEntries(entries: NewInboxEntry[]): Promise<number> {
  const { rowCount } = await pool().query({
    ...insertEntries,
    values: [
      entries.map((entry) => entry.storeId),
      entries.map((entry) => entry.dedupeKey),
      entries.map((entry) => entry.scope),
      entries.map((entry) => entry.resourceId),
      entries.map((entry) => entry.body),
    ],
  });
  return rowCount ?? 0;
}

/** What a webhook is about: orders have a consumer of their own, everything else another one. */
export type InboxTopic = "orders" | "store";

/** Entries of a store that nobody will look at any more, because it was uninstalled. */
export async function ignorePendingEntries(storeId: bigint, at: Date, tx: Transaction = db()): Promise<void> {
  await tx.inboxEntry.updateMany({
    where: { storeId, status: "pending" },
    data: { status: "ignored", handledAt: at },
  });
}

/**
 * Stores whose entries have been pending since before `before`: their wake-up call got lost. One index probe a store
 * and topic, however long the inbox is.
 */
export async function listStuckStores(before: Date): Promise<{ storeId: bigint; topic: InboxTopic }[]> {
  const { rows } = await pool().query(
    `SELECT s.id AS store_id, t.topic
       FROM stores s CROSS JOIN (VALUES ('orders', true), ('store', false)) AS t (topic, is_order)
      WHERE s.status = 'installed' AND EXISTS (
            SELECT 1 FROM webhook_inbox e
             WHERE e.store_id = s.id AND e.status = 'pending' AND e.received_at < $1
               AND starts_with(e.scope, 'store/order/') = t.is_order)`,
    [before],
  );
  return rows.map((row) => ({ storeId: BigInt(row.store_id), topic: row.topic }));
}

/** Entries of all stores that nobody has handled yet. */
export async function countPendingEntries(): Promise<number> {
  const { rows } = await pool().query(
    `SELECT coalesce(sum(n), 0)::int AS n
       FROM stores s, LATERAL (SELECT count(*) AS n FROM webhook_inbox e
                                WHERE e.store_id = s.id AND e.status = 'pending') AS pending`,
  );
  return rows[0].n;
}

/** Deletes handled entries received before `before`, the oldest first, at most `limit`; returns how many. */
export async function deleteHandledEntries(before: Date, limit: number): Promise<number> {
  const { rowCount } = await pool().query(
    `DELETE FROM webhook_inbox WHERE id IN (
       SELECT id FROM webhook_inbox
        WHERE received_at < $1 AND status IN ('done', 'ignored') ORDER BY id LIMIT $2)`,
    [before, limit],
  );
  return rowCount ?? 0;
}

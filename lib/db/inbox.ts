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

/** Stores whose entries have been pending since before `before`: their wake-up call got lost. */
export async function listStuckStores(before: Date): Promise<{ storeId: bigint; topic: InboxTopic }[]> {
  const { rows } = await pool().query(
    `SELECT DISTINCT e.store_id, e.scope LIKE 'store/order/%' AS is_order
       FROM webhook_inbox e JOIN stores s ON s.id = e.store_id
      WHERE e.status = 'pending' AND e.received_at < $1 AND s.status = 'installed'`,
    [before],
  );
  return rows.map((row) => ({ storeId: BigInt(row.store_id), topic: row.is_order ? "orders" : "store" }));
}

export function countPendingEntries(): Promise<number> {
  return db().inboxEntry.count({ where: { status: "pending" } });
}

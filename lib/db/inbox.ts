import { db, pool } from "@/lib/db/client";
import type { InboxEntry } from "@/lib/db/generated/client";
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

export type PendingEntry = Pick<
  InboxEntry,
  "id" | "scope" | "resourceId" | "body" | "attempts" | "receivedAt"
>;

/** What a webhook is about: orders have a consumer of their own, everything else another one. */
export type InboxTopic = "orders" | "store";

const orderScopes = { startsWith: "store/order/" };

/** Entries of a store that nobody has handled yet, oldest first. */
export function listPendingEntries(
  storeId: bigint,
  topic: InboxTopic,
  limit: number,
): Promise<PendingEntry[]> {
  return db().inboxEntry.findMany({
    where: {
      storeId,
      status: "pending",
      ...(topic === "orders" ? { scope: orderScopes } : { NOT: { scope: orderScopes } }),
    },
    orderBy: { id: "asc" },
    take: limit,
    select: { id: true, scope: true, resourceId: true, body: true, attempts: true, receivedAt: true },
  });
}

/** Closes entries: `done`, or `ignored` when nothing of ours follows from them. */
export async function closeEntries(
  storeId: bigint,
  ids: bigint[],
  status: "done" | "ignored",
  at: Date,
  tx: Transaction = db(),
): Promise<void> {
  await tx.inboxEntry.updateMany({
    where: { storeId, id: { in: ids }, status: "pending" },
    data: { status, handledAt: at, lastError: null },
  });
}

const attemptsMax = 20;

/** Counts a failed attempt. An entry that failed {@link attemptsMax} times is set aside as `failed`. */
export async function noteFailedAttempt(storeId: bigint, ids: bigint[], reason: string): Promise<void> {
  await pool().query(
    `UPDATE webhook_inbox
        SET attempts = attempts + 1, last_error = $3,
            status = CASE WHEN attempts + 1 >= $4 THEN 'failed'::inbox_status ELSE status END
      WHERE store_id = $1 AND id = ANY($2::bigint[]) AND status = 'pending'`,
    [storeId, ids, reason.slice(0, 500), attemptsMax],
  );
}

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

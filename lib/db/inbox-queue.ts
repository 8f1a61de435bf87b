import { db } from "@/lib/db/client";
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

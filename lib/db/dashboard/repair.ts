import type { Transaction } from "@/lib/db/transaction";

/** The store counts as not set up until set-up has run again. */
export async function resetProvisioning(tx: Transaction, storeId: bigint): Promise<void> {
  await tx.store.update({ where: { id: storeId }, data: { provisionedAt: null, provisionError: null } });
}

/**
 * Lets a failed copy of customers go on from its last page. Null when it did not fail, is not the store's, or is not
 * the latest.
 */
export async function reopenFailedImport(tx: Transaction, storeId: bigint): Promise<{ id: bigint } | null> {
  const latest = await tx.importJob.findFirst({
    where: { storeId, kind: "customers" },
    orderBy: { startedAt: "desc" },
    select: { id: true, status: true },
  });
  if (latest?.status !== "failed") return null;
  return tx.importJob.update({
    where: { id: latest.id },
    data: { status: "running", error: null, finishedAt: null },
    select: { id: true },
  });
}

/** Puts a failed webhook back in line. False when it did not fail or is not the store's. */
export async function reopenFailedEntry(
  tx: Transaction,
  storeId: bigint,
  entryId: bigint,
): Promise<{ scope: string; wasFailed: boolean } | null> {
  const entry = await tx.inboxEntry.findFirst({
    where: { id: entryId, storeId },
    select: { scope: true, status: true },
  });
  if (!entry) return null;
  const { count } = await tx.inboxEntry.updateMany({
    where: { id: entryId, storeId, status: "failed" },
    data: { status: "pending", attempts: 0, lastError: null },
  });
  return { scope: entry.scope, wasFailed: count === 1 };
}

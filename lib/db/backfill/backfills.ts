import { db } from "@/lib/db/client";
import type { Backfill, ImportJob } from "@/lib/db/generated/client";
import type { Transaction } from "@/lib/db/transaction";

export type BackfillRow = Backfill & { import: ImportJob };

const withImport = { include: { import: true } } as const;

/** One at a time decides about a store's imports of past orders: hold this from before one is read until the commit. */
export async function lockBackfills(tx: Transaction, storeId: bigint): Promise<void> {
  await tx.$queryRawUnsafe(
    "SELECT pg_advisory_xact_lock(hashtextextended('laurel:backfill', $1::bigint))::text",
    storeId,
  );
}

export function findLatestBackfill(tx: Transaction, storeId: bigint): Promise<BackfillRow | null> {
  return tx.backfill.findFirst({ where: { storeId }, orderBy: { importId: "desc" }, ...withImport });
}

export function findBackfill(
  storeId: bigint,
  importId: bigint,
  tx: Transaction = db(),
): Promise<BackfillRow | null> {
  return tx.backfill.findFirst({ where: { storeId, importId }, ...withImport });
}

export async function insertBackfill(
  tx: Transaction,
  storeId: bigint,
  input: { since: Date; until: Date; startedAt: Date },
): Promise<bigint> {
  const { startedAt, ...placed } = input;
  const job = await tx.importJob.create({ data: { storeId, kind: "orders", startedAt } });
  await tx.backfill.create({ data: { importId: job.id, storeId, ...placed } });
  return job.id;
}

/** How far there is to go, learned once. */
export async function saveBackfillRange(
  importId: bigint,
  range: { firstOrderId: number; lastOrderId: number } | null,
): Promise<void> {
  if (!range) return;
  await db().backfill.update({ where: { importId }, data: range });
}

/**
 * Notes a page after it was applied. False when another worker was here first, or the import no longer runs.
 */
export async function advanceBackfill(
  storeId: bigint,
  importId: bigint,
  page: { from: string | null; cursor: string | null; count: number; finishedAt: Date | null },
): Promise<boolean> {
  const { count: moved } = await db().importJob.updateMany({
    where: { storeId, id: importId, status: "running", cursor: page.from },
    data: {
      cursor: page.cursor ?? page.from,
      done: { increment: page.count },
      ...(page.finishedAt ? { status: "done", finishedAt: page.finishedAt } : {}),
    },
  });
  return moved === 1;
}

/** Stops a running import where it is. False when it does not run. */
export async function cancelBackfill(
  tx: Transaction,
  storeId: bigint,
  importId: bigint,
  at: Date,
): Promise<boolean> {
  const { count } = await tx.importJob.updateMany({
    where: { storeId, id: importId, status: "running" },
    data: { status: "failed", error: "Stopped on the dashboard.", finishedAt: at },
  });
  if (count === 1) await tx.backfill.update({ where: { importId }, data: { cancelledAt: at } });
  return count === 1;
}

/** A stopped or failed import runs again from its last page. */
export async function reopenBackfill(tx: Transaction, storeId: bigint, importId: bigint): Promise<void> {
  await tx.importJob.updateMany({
    where: { storeId, id: importId, status: "failed" },
    data: { status: "running", error: null, finishedAt: null },
  });
  await tx.backfill.update({ where: { importId }, data: { cancelledAt: null } });
}

export async function requestRevert(tx: Transaction, importId: bigint, at: Date): Promise<void> {
  await tx.backfill.update({ where: { importId }, data: { revertRequestedAt: at } });
}

export async function finishRevert(importId: bigint, at: Date): Promise<void> {
  await db().backfill.updateMany({ where: { importId, revertedAt: null }, data: { revertedAt: at } });
}

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

/** As many imports as a store is ever shown; more in a store's life would be a mistake. */
export const importsMax = 100;

/** The store's imports, latest first. */
export function listBackfills(
  storeId: bigint,
  limit: number,
  tx: Transaction = db(),
): Promise<BackfillRow[]> {
  return tx.backfill.findMany({
    where: { storeId },
    orderBy: { importId: "desc" },
    take: limit,
    ...withImport,
  });
}

export function findBackfill(
  storeId: bigint,
  importId: bigint,
  tx: Transaction = db(),
): Promise<BackfillRow | null> {
  return tx.backfill.findFirst({ where: { storeId, importId }, ...withImport });
}

export type NewBackfill = Pick<Backfill, "since" | "until" | "migratedEarn" | "startedBy">;

export async function insertBackfill(
  tx: Transaction,
  storeId: bigint,
  input: NewBackfill,
  at: Date,
): Promise<bigint> {
  const job = await tx.importJob.create({ data: { storeId, kind: "orders", startedAt: at } });
  await tx.backfill.create({ data: { importId: job.id, storeId, runsSince: at, ...input } });
  return job.id;
}

/** How far there is to go, learned once; `total` is null when BigCommerce's count cannot be trusted. */
export async function saveBackfillRange(
  storeId: bigint,
  importId: bigint,
  range: { firstOrderId: number; lastOrderId: number; total: number | null },
): Promise<void> {
  const { total, ...ids } = range;
  await db().backfill.update({
    where: { storeId, importId },
    data: { ...ids, import: { update: { total } } },
  });
}

/** What a running import waits for; it goes on by itself and forgets it with the next page. */
export async function noteTrouble(storeId: bigint, importId: bigint, error: string): Promise<void> {
  await db().importJob.updateMany({ where: { storeId, id: importId, status: "running" }, data: { error } });
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
    data: { status: "failed", error: null, finishedAt: at },
  });
  if (count === 1) await tx.backfill.update({ where: { storeId, importId }, data: { cancelledAt: at } });
  return count === 1;
}

/** A stopped or failed import runs again from its last page. */
export async function reopenBackfill(tx: Transaction, row: BackfillRow, at: Date): Promise<void> {
  const { storeId, importId } = row;
  await tx.importJob.updateMany({
    where: { storeId, id: importId, status: "failed" },
    data: { status: "running", error: null, finishedAt: null },
  });
  await tx.backfill.update({
    where: { storeId, importId },
    data: { cancelledAt: null, runsSince: at, runsFrom: row.import.done },
  });
}

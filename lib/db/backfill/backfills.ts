import { type GivenOrders, sumPage } from "@/lib/db/backfill/sum-page";
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
  importId: bigint,
  range: { firstOrderId: number; lastOrderId: number; total: number | null },
): Promise<void> {
  const { total, ...ids } = range;
  await db().backfill.update({ where: { importId }, data: { ...ids, import: { update: { total } } } });
}

export type AppliedPage = {
  from: string | null;
  cursor: string | null;
  /** BigCommerce ids of its orders. */
  orderIds: readonly number[];
  leftOut: number;
  finishedAt: Date | null;
};

/**
 * Notes a page and what it gave after it was applied, also when the import was stopped meanwhile: its points are
 * there. After the last page the import is done even then. False when another worker was here first, or there is no
 * more to do.
 */
export function advanceBackfill(storeId: bigint, importId: bigint, page: AppliedPage): Promise<boolean> {
  const { from, cursor, orderIds, leftOut, finishedAt } = page;
  return db().$transaction(async (tx) => {
    const [moved] = await tx.importJob.updateManyAndReturn({
      where: { storeId, id: importId, status: { in: ["running", "failed"] }, cursor: from },
      data: { cursor: cursor ?? from, done: { increment: orderIds.length } },
    });
    if (!moved) return false;
    const given = await sumPage(tx, { storeId, importId, orderIds });
    await tx.backfill.update({
      where: { importId },
      data: { ...counted(given, leftOut), ...endOf(finishedAt) },
    });
    if (finishedAt) {
      const data = { status: "done", error: null, finishedAt } as const;
      await tx.importJob.update({ where: { id: importId }, data });
    } else if (moved.status === "running" && moved.error) {
      await tx.importJob.update({ where: { id: importId }, data: { error: null } });
    }
    return moved.status === "running" && !finishedAt;
  });
}

function counted({ orders, points, customers }: GivenOrders, leftOut: number) {
  return {
    givenOrders: { increment: orders },
    givenPoints: { increment: points },
    givenCustomers: { increment: customers },
    leftOut: { increment: leftOut },
  };
}

/** Refunds are asked about no more once all orders are through, and a stop that came too late is none. */
function endOf(finishedAt: Date | null) {
  return finishedAt ? { cancelledAt: null, refunds: { deleteMany: {} } } : {};
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
  if (count === 1) await tx.backfill.update({ where: { importId }, data: { cancelledAt: at } });
  return count === 1;
}

/** A stopped or failed import runs again from its last page. */
export async function reopenBackfill(tx: Transaction, row: BackfillRow, at: Date): Promise<void> {
  await tx.importJob.updateMany({
    where: { id: row.importId, status: "failed" },
    data: { status: "running", error: null, finishedAt: null },
  });
  await tx.backfill.update({
    where: { importId: row.importId },
    data: { cancelledAt: null, runsSince: at, runsFrom: row.import.done },
  });
}

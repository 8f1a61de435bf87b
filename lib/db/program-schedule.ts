import { db } from "@/lib/db/client";
import type { Prisma } from "@/lib/db/generated/client";
import type { Transaction } from "@/lib/db/transaction";

export type ScheduledVersionRow = {
  id: bigint;
  storeId: bigint;
  number: number;
  publishAt: Date | null;
};

const select = { id: true, storeId: true, number: true, publishAt: true };

/** Adds the next version, to be published at `publishAt`. Call under `lockProgram`. */
export async function insertScheduledVersion(
  tx: Transaction,
  storeId: bigint,
  version: { document: object; note: string | null; authorId: bigint | null; publishAt: Date },
): Promise<ScheduledVersionRow> {
  const last = await tx.programVersion.aggregate({ where: { storeId }, _max: { number: true } });
  const document = version.document as Prisma.InputJsonObject;
  return tx.programVersion.create({
    data: { storeId, number: (last._max.number ?? 0) + 1, status: "scheduled", ...version, document },
    select,
  });
}

/** Gives the draft its time; null when there is no draft. Call under `lockProgram`. */
export async function scheduleDraftVersion(
  tx: Transaction,
  storeId: bigint,
  publishAt: Date,
): Promise<ScheduledVersionRow | null> {
  const draft = await tx.programVersion.findFirst({ where: { storeId, status: "draft" }, select });
  if (!draft) return null;
  return tx.programVersion.update({
    where: { id: draft.id },
    data: { status: "scheduled", publishAt },
    select,
  });
}

/** A scheduled version becomes the draft again. False when it is not scheduled (any more). Call under `lockProgram`. */
export async function unscheduleVersion(tx: Transaction, storeId: bigint, number: number): Promise<boolean> {
  const { count } = await tx.programVersion.updateMany({
    where: { storeId, number, status: "scheduled" },
    data: { status: "draft", publishAt: null },
  });
  return count === 1;
}

/** The store's draft makes room. */
export async function deleteDraft(tx: Transaction, storeId: bigint): Promise<void> {
  await tx.programVersion.deleteMany({ where: { storeId, status: "draft" } });
}

/** Versions whose time has come, the earliest first, of all stores that are installed. */
export function findDueVersions(now: Date, limit: number): Promise<ScheduledVersionRow[]> {
  return db().programVersion.findMany({
    where: { status: "scheduled", publishAt: { lte: now }, store: { status: "installed" } },
    orderBy: [{ publishAt: "asc" }, { id: "asc" }],
    select,
    take: limit,
  });
}

/** Versions that wait for their time in one store, the next first. */
export function findScheduledVersions(storeId: bigint): Promise<ScheduledVersionRow[]> {
  return db().programVersion.findMany({
    where: { storeId, status: "scheduled" },
    orderBy: [{ publishAt: "asc" }, { id: "asc" }],
    select,
  });
}

/**
 * Publishes a scheduled version whose time has come; it takes over from the one before. False when it is no longer
 * scheduled or was put off. Call under `lockProgram`.
 */
export async function publishScheduledVersion(
  tx: Transaction,
  version: Pick<ScheduledVersionRow, "id" | "storeId">,
  now: Date,
): Promise<boolean> {
  const { id, storeId } = version;
  const due = await tx.programVersion.findFirst({
    where: { id, storeId, status: "scheduled", publishAt: { lte: now } },
    select,
  });
  if (!due) return false;
  await tx.programVersion.updateMany({
    where: { storeId, status: "published" },
    data: { status: "superseded" },
  });
  await tx.programVersion.update({ where: { id }, data: { status: "published", publishedAt: now } });
  return true;
}

import { db } from "@/lib/db/client";
import type { Prisma } from "@/lib/db/generated/client";
import type { RawTransaction, Transaction } from "@/lib/db/transaction";

export type ProgramVersionRow = { id: bigint; number: number; document: unknown };

const select = { id: true, number: true, document: true };

/** The version that decides orders not decided before; null before the first publish. */
export function findPublishedVersion(tx: Transaction, storeId: bigint): Promise<ProgramVersionRow | null> {
  return tx.programVersion.findFirst({ where: { storeId, status: "published" }, select });
}

/** The same for who only reads it. */
export function readPublishedVersion(storeId: bigint): Promise<ProgramVersionRow | null> {
  return findPublishedVersion(db(), storeId);
}

/** The one draft, or null. */
export function findDraftVersion(tx: Transaction, storeId: bigint): Promise<ProgramVersionRow | null> {
  return tx.programVersion.findFirst({ where: { storeId, status: "draft" }, select });
}

/** Versions by our id, in no order; ids of another store are absent. */
export async function findProgramVersions(
  tx: Transaction,
  storeId: bigint,
  ids: readonly bigint[],
): Promise<ProgramVersionRow[]> {
  if (ids.length === 0) return [];
  return tx.programVersion.findMany({ where: { storeId, id: { in: [...ids] } }, select });
}

/** Numbers are handed out one writer at a time: hold this from before a number is read until the commit. */
export async function lockProgram(tx: RawTransaction, storeId: bigint): Promise<void> {
  await tx.$queryRawUnsafe(
    "SELECT pg_advisory_xact_lock(hashtextextended('laurel:program', $1::bigint))::text",
    storeId,
  );
}

export type NewProgramVersion = {
  document: object;
  note: string | null;
  authorId: bigint | null;
  /** Null makes it the draft. */
  publishedAt: Date | null;
};

/** Adds the next version; as the published one it takes over from the one before. Call under {@link lockProgram}. */
export async function insertProgramVersion(
  tx: Transaction,
  storeId: bigint,
  version: NewProgramVersion,
): Promise<ProgramVersionRow> {
  const { publishedAt } = version;
  if (publishedAt) {
    await tx.programVersion.updateMany({
      where: { storeId, status: "published" },
      data: { status: "superseded" },
    });
  }
  const last = await tx.programVersion.aggregate({ where: { storeId }, _max: { number: true } });
  return tx.programVersion.create({
    data: {
      storeId,
      number: (last._max.number ?? 0) + 1,
      status: publishedAt ? "published" : "draft",
      document: version.document as Prisma.InputJsonObject,
      note: version.note,
      authorId: version.authorId,
      publishedAt,
    },
    select,
  });
}

/** Rewrites the draft: the one kind of version that may change. */
export function updateDraft(
  tx: Transaction,
  id: bigint,
  version: Pick<NewProgramVersion, "document" | "note" | "authorId">,
): Promise<ProgramVersionRow> {
  return tx.programVersion.update({
    where: { id },
    data: { ...version, document: version.document as Prisma.InputJsonObject },
    select,
  });
}

/** A person has decided on the rule: the overview stops asking. */
export async function markRuleReviewed(tx: Transaction, storeId: bigint, at: Date): Promise<void> {
  await tx.store.updateMany({ where: { id: storeId, ruleReviewedAt: null }, data: { ruleReviewedAt: at } });
}

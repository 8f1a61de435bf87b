import { pool } from "@/lib/db/client";
import type { Prisma } from "@/lib/db/generated/client";
import type { RawTransaction, Transaction } from "@/lib/db/transaction";

export type BrandingStatus = "draft" | "published" | "superseded";

export type BrandingRecord = {
  /** Null for the draft. */
  number: number | null;
  status: BrandingStatus;
  document: unknown;
  note: string | null;
  authorEmail: string | null;
  savedAt: Date;
};

export type NewBranding = { document: object; note: string | null; authorId: bigint; savedAt: Date };

const select = `SELECT v.number, v.status, v.document, v.note, u.email AS "authorEmail", v.saved_at AS "savedAt"
  FROM branding_versions v LEFT JOIN store_users u ON u.id = v.author_id AND u.store_id = v.store_id`;

/** The version storefronts show and the draft, where there are such. */
export async function findCurrentBranding(
  storeId: bigint,
): Promise<{ published: BrandingRecord | null; draft: BrandingRecord | null }> {
  const { rows } = await pool().query<BrandingRecord>({
    name: "find-current-branding",
    text: `${select} WHERE v.store_id = $1 AND v.status IN ('published', 'draft')`,
    values: [storeId],
  });
  const find = (status: BrandingStatus) => rows.find((row) => row.status === status) ?? null;
  return { published: find("published"), draft: find("draft") };
}

/** Published versions, newest first, below the number `beforeNumber`; at most `limit`. */
export async function findBrandingVersions(
  storeId: bigint,
  page: { beforeNumber: number | null; limit: number },
): Promise<BrandingRecord[]> {
  const { rows } = await pool().query<BrandingRecord>({
    name: "find-branding-versions",
    text: `${select} WHERE v.store_id = $1 AND v.number < $2 ORDER BY v.number DESC LIMIT $3`,
    values: [storeId, page.beforeNumber ?? 2_147_483_647, page.limit],
  });
  return rows;
}

/** A published version by its number, or null. */
export async function findBrandingVersion(storeId: bigint, number: number): Promise<BrandingRecord | null> {
  const { rows } = await pool().query<BrandingRecord>({
    name: "find-branding-version",
    text: `${select} WHERE v.store_id = $1 AND v.number = $2`,
    values: [storeId, number],
  });
  return rows[0] ?? null;
}

/** Numbers are handed out and drafts compared one writer at a time: hold this until the commit. */
export async function lockBranding(tx: RawTransaction, storeId: bigint): Promise<void> {
  await tx.$queryRawUnsafe(
    "SELECT pg_advisory_xact_lock(hashtextextended('laurel:branding', $1::bigint))::text",
    storeId,
  );
}

/** The number of the published version, 0 before the first. */
export async function findPublishedNumber(tx: Transaction, storeId: bigint): Promise<number> {
  const row = await tx.brandingVersion.findFirst({
    where: { storeId, status: "published" },
    select: { number: true },
  });
  return row?.number ?? 0;
}

/** Adds the next version in place of the published one. Call under {@link lockBranding}. */
export async function insertPublishedBranding(
  tx: Transaction,
  storeId: bigint,
  version: NewBranding,
): Promise<number> {
  const number = (await findPublishedNumber(tx, storeId)) + 1;
  await tx.brandingVersion.updateMany({
    where: { storeId, status: "published" },
    data: { status: "superseded" },
  });
  await tx.brandingVersion.create({ data: { storeId, number, status: "published", ...asColumns(version) } });
  return number;
}

/** When the draft was last saved; null without one. */
export async function findDraftSavedAt(tx: Transaction, storeId: bigint): Promise<Date | null> {
  const row = await tx.brandingVersion.findFirst({
    where: { storeId, status: "draft" },
    select: { savedAt: true },
  });
  return row?.savedAt ?? null;
}

/** Writes the one draft. Call under {@link lockBranding}. */
export async function saveBrandingDraft(
  tx: Transaction,
  storeId: bigint,
  version: NewBranding,
): Promise<void> {
  const { count } = await tx.brandingVersion.updateMany({
    where: { storeId, status: "draft" },
    data: asColumns(version),
  });
  if (count === 0)
    await tx.brandingVersion.create({ data: { storeId, status: "draft", ...asColumns(version) } });
}

/** The draft that was saved at this instant goes; another one stays. */
export async function deleteBrandingDraft(tx: Transaction, storeId: bigint, savedAt: Date): Promise<void> {
  await tx.brandingVersion.deleteMany({ where: { storeId, status: "draft", savedAt } });
}

const asColumns = ({ document, ...rest }: NewBranding) => ({
  ...rest,
  document: document as Prisma.InputJsonObject,
});

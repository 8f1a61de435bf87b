import { pool } from "@/lib/db/client";

export type ProgramVersionRecord = {
  id: number;
  number: number;
  status: "draft" | "scheduled" | "published" | "superseded";
  document: unknown;
  note: string | null;
  authorEmail: string | null;
  publishedAt: Date | null;
  createdAt: Date;
};

const select = `SELECT v.number AS id, v.number, v.status, v.document, v.note, u.email AS "authorEmail",
    v.published_at AS "publishedAt", v.created_at AS "createdAt"
  FROM program_versions v LEFT JOIN store_users u ON u.id = v.author_id AND u.store_id = v.store_id`;

/** Versions of a store's program, newest first, below the number `beforeNumber`; at most `limit`. */
export async function findProgramVersions(
  storeId: bigint,
  page: { beforeNumber: number | null; limit: number },
): Promise<ProgramVersionRecord[]> {
  const { rows } = await pool().query<ProgramVersionRecord>({
    name: "find-program-versions",
    text: `${select} WHERE v.store_id = $1 AND v.number < $2 ORDER BY v.number DESC LIMIT $3`,
    values: [storeId, page.beforeNumber ?? 2_147_483_647, page.limit],
  });
  return rows;
}

/** The version that decides orders now, or null before the first publish. */
export async function findPublishedVersion(storeId: bigint): Promise<ProgramVersionRecord | null> {
  const { rows } = await pool().query<ProgramVersionRecord>({
    name: "find-published-version",
    text: `${select} WHERE v.store_id = $1 AND v.status = 'published' ORDER BY v.published_at DESC LIMIT 1`,
    values: [storeId],
  });
  return rows[0] ?? null;
}

/** One version by its number, or null. */
export async function findProgramVersion(
  storeId: bigint,
  number: number,
): Promise<ProgramVersionRecord | null> {
  const { rows } = await pool().query<ProgramVersionRecord>({
    name: "find-program-version",
    text: `${select} WHERE v.store_id = $1 AND v.number = $2`,
    values: [storeId, number],
  });
  return rows[0] ?? null;
}

/** What the merchant calls points. */
export async function findPointsLabel(storeId: bigint): Promise<{ one: string; other: string }> {
  const { rows } = await pool().query<{ one: string | null; other: string | null }>({
    name: "find-points-label",
    text: `SELECT document#>>'{points,name,one}' AS one, document#>>'{points,name,other}' AS other
             FROM program_versions WHERE store_id = $1 AND status = 'published'
            ORDER BY published_at DESC LIMIT 1`,
    values: [storeId],
  });
  return { one: rows[0]?.one ?? "point", other: rows[0]?.other ?? "points" };
}

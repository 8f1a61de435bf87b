import { findProgramVersions, type ProgramVersionRecord } from "@/lib/db/dashboard/find-programs";
import { describeProgramChanges } from "@/lib/format/describe-program-changes";
import type { Page } from "@/lib/schemas/admin/page";
import type { ProgramVersionRow } from "@/lib/schemas/admin/program";
import { decodeCursor, encodeCursor } from "@/lib/services/dashboard/page-cursor";

/**
 * A page of the program's versions, newest first, each with what changed since the one before.
 * Throws `AppError("validation_failed")` for a foreign cursor.
 */
export async function listProgramVersions(query: {
  storeId: bigint;
  limit: number;
  cursor?: string | undefined;
}): Promise<Page<ProgramVersionRow>> {
  const { storeId, limit } = query;
  const scope = { list: "program-versions", storeId };
  const beforeNumber = decodeCursor(scope, query.cursor);
  const records = await findProgramVersions(storeId, { beforeNumber, limit: limit + 1 });
  const items = records.slice(0, limit).map((record, index) => describeVersion(record, records[index + 1]));
  const last = items.at(-1);
  return { items, nextCursor: records.length > limit && last ? encodeCursor(scope, last.number) : null };
}

function describeVersion(record: ProgramVersionRecord, before?: ProgramVersionRecord): ProgramVersionRow {
  return {
    number: record.number,
    status: record.status,
    note: record.note,
    author: record.authorEmail,
    publishedAt: record.publishedAt?.toISOString() ?? null,
    createdAt: record.createdAt.toISOString(),
    changes: before ? describeProgramChanges(before.document, record.document) : [],
  };
}

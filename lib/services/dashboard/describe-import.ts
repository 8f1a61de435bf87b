import type { ImportRecord } from "@/lib/db/dashboard/find-store-status";
import type { ImportProgress } from "@/lib/schemas/admin/overview";

/** How far the copy of customers has come. */
export function describeImport(record: ImportRecord): ImportProgress {
  return {
    ...record,
    startedAt: record.startedAt.toISOString(),
    updatedAt: record.updatedAt.toISOString(),
    finishedAt: record.finishedAt?.toISOString() ?? null,
  };
}

import { type BrandingRecord, findBrandingVersions } from "@/lib/db/branding/branding-versions";
import { findStorefronts } from "@/lib/db/branding/find-storefronts";
import { describeBrandingChanges } from "@/lib/format/describe-branding-changes";
import type { BrandingVersionRow } from "@/lib/schemas/admin/branding";
import type { Page } from "@/lib/schemas/admin/page";
import { defaultBranding } from "@/lib/services/branding/get-branding";
import { decodeCursor, encodeCursor } from "@/lib/services/dashboard/page-cursor";

/**
 * A page of the published versions, newest first, each with what changed since the one before.
 * @throws AppError `validation_failed` for a foreign cursor
 */
export async function listBrandingVersions(query: {
  storeId: bigint;
  limit: number;
  cursor?: string | undefined;
}): Promise<Page<BrandingVersionRow>> {
  const { storeId, limit } = query;
  const scope = { list: "branding-versions", storeId };
  const beforeNumber = decodeCursor(scope, query.cursor);
  const [records, storefronts] = await Promise.all([
    findBrandingVersions(storeId, { beforeNumber, limit: limit + 1 }),
    findStorefronts(storeId),
  ]);
  const names = Object.fromEntries(storefronts.map(({ channelId, name }) => [channelId, name]));
  const items = records
    .slice(0, limit)
    .map((record, index) => describeVersion(record, records[index + 1]?.document ?? defaultBranding, names));
  const last = items.at(-1);
  return { items, nextCursor: records.length > limit && last ? encodeCursor(scope, last.number) : null };
}

function describeVersion(
  record: BrandingRecord,
  before: unknown,
  names: Record<string, string>,
): BrandingVersionRow {
  return {
    number: record.number ?? 0,
    status: record.status === "published" ? "published" : "superseded",
    note: record.note,
    author: record.authorEmail,
    publishedAt: record.savedAt.toISOString(),
    changes: describeBrandingChanges(before, record.document, names),
  };
}

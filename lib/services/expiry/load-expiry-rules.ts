import { findPublishedExpiry } from "@/lib/db/expiry/find-published-expiry";
import type { ExpiryRules } from "@/lib/loyalty/expiry/expiring-points";
import { expiryClocks } from "@/lib/loyalty/expiry/expiry-clocks";
import { knownTimeZone, localDay } from "@/lib/loyalty/local-day";
import { expiry } from "@/lib/schemas/program/engagement";

export type StoreExpiryRules = ExpiryRules & {
  /** As the document says, for explanations. */
  months: number;
  programVersionId: bigint;
};

/** How points of a store expire now; null when they do not. */
export async function loadExpiryRules(storeId: bigint): Promise<StoreExpiryRules | null> {
  const { timeZone: stated, throughDay, versions } = await findPublishedExpiry(storeId);
  const timeZone = knownTimeZone(stated);
  const published = versions.map((version) => ({
    ...expiry.parse(version.expiry ?? {}),
    day: localDay(version.publishedAt, timeZone),
    id: version.id,
  }));
  const [current] = published;
  if (!current || current.mode === "none") return null;
  const { mode, months, warnDays, id: programVersionId } = current;
  return { mode, months, warnDays, timeZone, throughDay, programVersionId, clocks: expiryClocks(published) };
}

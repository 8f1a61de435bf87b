import { systemClock } from "@/lib/clock";
import { findBrandingVersion, findCurrentBranding } from "@/lib/db/branding/branding-versions";
import { AppError } from "@/lib/errors";
import { checkStored } from "@/lib/services/branding/get-branding";
import { publishBranding } from "@/lib/services/branding/publish-branding";

/**
 * Publishes an earlier version again, as a new one: history is never rewritten. A draft stays.
 * @throws AppError `not_found` for a version the store does not have, `conflict` for the current one,
 * `validation_failed` for one that is not valid any more: other looks in its place would be nobody's wish
 */
export async function restoreBranding(
  { storeId, authorId, number }: { storeId: bigint; authorId: bigint; number: number },
  clock = systemClock,
): Promise<{ number: number }> {
  const version = await findBrandingVersion(storeId, number);
  if (!version) throw new AppError("not_found", "There is no such version.");
  if (version.status !== "superseded") {
    throw new AppError("conflict", "This version is what storefronts show already.");
  }
  const stored = checkStored(version.document);
  if (!stored.ok) {
    const why = `Version ${number} cannot be published again: it has settings that Laurel does not know any more.`;
    throw new AppError("validation_failed", why, { fields: stored.errors });
  }
  const { published } = await findCurrentBranding(storeId);
  return publishBranding(
    {
      storeId,
      authorId,
      document: stored.branding,
      basedOn: published?.number ?? 0,
      draft: null,
      note: `Restored version ${number}`,
    },
    clock,
  );
}

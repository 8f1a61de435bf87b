import { systemClock } from "@/lib/clock";
import { findBrandingVersion, findCurrentBranding } from "@/lib/db/branding/branding-versions";
import { AppError } from "@/lib/errors";
import { readBranding } from "@/lib/services/branding/get-branding";
import { publishBranding } from "@/lib/services/branding/publish-branding";

/**
 * Publishes an earlier version again, as a new one: history is never rewritten. A draft stays.
 * @throws AppError `not_found` for a version the store does not have, `conflict` for the current one
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
  const { published } = await findCurrentBranding(storeId);
  return publishBranding(
    {
      storeId,
      authorId,
      document: readBranding(storeId, version.document),
      basedOn: published?.number ?? 0,
      draft: null,
      note: `Restored version ${number}`,
    },
    clock,
  );
}

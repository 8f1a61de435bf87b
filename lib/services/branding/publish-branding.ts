import { systemClock } from "@/lib/clock";
import {
  deleteBrandingDraft,
  findPublishedNumber,
  insertPublishedBranding,
  lockBranding,
} from "@/lib/db/branding/branding-versions";
import { inTransaction } from "@/lib/db/transaction";
import { AppError } from "@/lib/errors";
import type { PublishBrandingBody } from "@/lib/schemas/admin/branding";
import { checkDocument } from "@/lib/services/branding/check-document";
import { forgetBranding } from "@/lib/services/branding/get-branding";

type PublishBranding = PublishBrandingBody & { storeId: bigint; authorId: bigint };

/**
 * Makes a document the looks of the store's storefronts: the next numbered version, for ever unchangeable. Of several
 * who publish over the same version one comes first, the others are told.
 * @throws AppError `validation_failed` with the problems by path, `conflict`
 */
export async function publishBranding(
  { storeId, authorId, basedOn, draft, note, ...input }: PublishBranding,
  clock = systemClock,
): Promise<{ number: number }> {
  const document = await checkDocument(storeId, input.document);
  const number = await inTransaction(async (tx) => {
    await lockBranding(tx, storeId);
    const current = await findPublishedNumber(tx, storeId);
    if (current !== basedOn) {
      throw new AppError("conflict", `Version ${current} was published meanwhile. Reload to see it.`);
    }
    if (draft) await deleteBrandingDraft(tx, storeId, new Date(draft));
    return insertPublishedBranding(tx, storeId, {
      document,
      authorId,
      note: note || null,
      savedAt: clock.now(),
    });
  });
  forgetBranding(storeId);
  return { number };
}

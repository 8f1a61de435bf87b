import { systemClock } from "@/lib/clock";
import {
  deleteBrandingDraft,
  findDraftSavedAt,
  lockBranding,
  saveBrandingDraft as writeDraft,
} from "@/lib/db/branding/branding-versions";
import { inTransaction, type Transaction } from "@/lib/db/transaction";
import { AppError } from "@/lib/errors";
import type { SaveBrandingDraftBody } from "@/lib/schemas/admin/branding";
import { checkDocument } from "@/lib/services/branding/check-document";

type SaveBrandingDraft = SaveBrandingDraftBody & { storeId: bigint; authorId: bigint };

/**
 * Keeps a document as the store's one draft, which no storefront shows.
 * @throws AppError `validation_failed` with the problems by path, `conflict` when the draft is not the one that was seen
 */
export async function saveBrandingDraft(
  { storeId, authorId, seen, ...input }: SaveBrandingDraft,
  clock = systemClock,
): Promise<{ savedAt: string }> {
  const document = await checkDocument(storeId, input.document);
  const savedAt = await inTransaction(async (tx) => {
    await lockBranding(tx, storeId);
    const before = await requireSeenDraft(tx, storeId, seen);
    // Two drafts of one millisecond must not look the same.
    const at = new Date(Math.max(clock.now().getTime(), (before?.getTime() ?? 0) + 1));
    await writeDraft(tx, storeId, { document, authorId, note: null, savedAt: at });
    return at;
  });
  return { savedAt: savedAt.toISOString() };
}

/** @throws AppError `conflict` when the draft is not the one that was seen */
export async function discardBrandingDraft(storeId: bigint, seen: string): Promise<void> {
  await inTransaction(async (tx) => {
    await lockBranding(tx, storeId);
    const draft = await requireSeenDraft(tx, storeId, seen);
    if (draft) await deleteBrandingDraft(tx, storeId, draft);
  });
}

async function requireSeenDraft(tx: Transaction, storeId: bigint, seen: string | null): Promise<Date | null> {
  const before = await findDraftSavedAt(tx, storeId);
  if ((before?.getTime() ?? null) === (seen === null ? null : Date.parse(seen))) return before;
  throw new AppError("conflict", "Somebody else changed the draft meanwhile. Reload to see it.");
}

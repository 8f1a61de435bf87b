import { AppError } from "@/lib/errors";
import { type Branding, parseBranding } from "@/lib/schemas/branding/branding-document";
import { requireKnownChannels } from "@/lib/services/branding/require-known-channels";
import { textProblems } from "@/lib/texts/text-problems";

/**
 * A document as it may be stored for this store.
 * @throws AppError `validation_failed` with the problems by path
 */
export async function checkDocument(storeId: bigint, input: unknown): Promise<Branding> {
  const document = parseBranding(input);
  const fields = textProblems(document);
  if (Object.keys(fields).length > 0) {
    throw new AppError("validation_failed", "Some texts lost what the widget puts in.", { fields });
  }
  await requireKnownChannels(storeId, document);
  return document;
}

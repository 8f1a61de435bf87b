import {
  findDraftVersion,
  insertProgramVersion,
  lockProgram,
  type ProgramVersionRow,
  updateDraft,
} from "@/lib/db/program-versions";
import { inTransaction } from "@/lib/db/transaction";
import { parseProgram } from "@/lib/schemas/program";
import type { PublishProgramInput } from "@/lib/services/program/publish-program";

/**
 * Validates a document and keeps it as the store's one draft, which decides nothing.
 * @throws AppError `validation_failed` with the problems by path
 */
export async function saveProgramDraft(input: Omit<PublishProgramInput, "now">): Promise<ProgramVersionRow> {
  const { storeId, note = null, authorId = null } = input;
  const document = parseProgram(input.document);
  return inTransaction(async (tx) => {
    await lockProgram(tx, storeId);
    const draft = await findDraftVersion(tx, storeId);
    return draft
      ? updateDraft(tx, draft.id, { document, note, authorId })
      : insertProgramVersion(tx, storeId, { document, note, authorId, publishedAt: null });
  });
}

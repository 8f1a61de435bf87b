import {
  findPublishedVersion,
  insertProgramVersion,
  lockProgram,
  markRuleReviewed,
  type ProgramVersionRow,
} from "@/lib/db/program-versions";
import { inTransaction } from "@/lib/db/transaction";
import { AppError } from "@/lib/errors";
import { parseProgram } from "@/lib/schemas/program";

export type PublishProgramInput = {
  storeId: bigint;
  /** A program document, not yet trusted. */
  document: unknown;
  now: Date;
  note?: string | null;
  /** Store user, or null for the command line. */
  authorId?: bigint | null;
  /** Number of the version the document was made from: one published in between is not overwritten. */
  basedOn?: number;
};

/**
 * Validates a document and makes it the store's program at once: the next numbered version, for ever unchangeable.
 * Every decision from the commit on uses it; orders decided before keep the version they were decided by.
 * @throws AppError `validation_failed` with the problems by path, `conflict` when another version than `basedOn` is
 * published
 */
export async function publishProgram(input: PublishProgramInput): Promise<ProgramVersionRow> {
  const { storeId, now, basedOn, note = null, authorId = null } = input;
  const document = parseProgram(input.document);
  return inTransaction(async (tx) => {
    await lockProgram(tx, storeId);
    const current = basedOn === undefined ? null : await findPublishedVersion(tx, storeId);
    if (current && current.number !== basedOn) {
      throw new AppError("conflict", `Version ${current.number} was published meanwhile. Reload to see it.`);
    }
    const version = await insertProgramVersion(tx, storeId, { document, note, authorId, publishedAt: now });
    await markRuleReviewed(tx, storeId, now);
    return version;
  });
}

import { findDraftVersion, findPublishedVersion } from "@/lib/db/program-versions";
import { inTransaction } from "@/lib/db/transaction";
import { type Program, readProgram } from "@/lib/schemas/program";

export type StoredProgram = { id: bigint; number: number; program: Program };

/** The published program with all defaults filled in, or the draft; null when there is none. */
export async function getProgram(
  storeId: bigint,
  which: "published" | "draft" = "published",
): Promise<StoredProgram | null> {
  const find = which === "draft" ? findDraftVersion : findPublishedVersion;
  const row = await inTransaction((tx) => find(tx, storeId));
  return row && { id: row.id, number: row.number, program: readProgram(row.document) };
}

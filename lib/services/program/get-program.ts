import { findDraftVersion, readPublishedVersion } from "@/lib/db/program-versions";
import { inTransaction } from "@/lib/db/transaction";
import type { Program } from "@/lib/schemas/program";
import { readVersion } from "@/lib/services/program/read-version";

export type StoredProgram = { id: bigint; number: number; program: Program };

/** The published program with all defaults filled in, or the draft; null when there is none. */
export async function getProgram(
  storeId: bigint,
  which: "published" | "draft" = "published",
): Promise<StoredProgram | null> {
  const row =
    which === "draft"
      ? await inTransaction((tx) => findDraftVersion(tx, storeId))
      : await readPublishedVersion(storeId);
  return row && { id: row.id, number: row.number, program: readVersion(row.document) };
}

import { systemClock } from "@/lib/clock";
import { findProgramVersion } from "@/lib/db/dashboard/find-programs";
import { AppError } from "@/lib/errors";
import { publishProgram } from "@/lib/services/program/publish-program";

/**
 * Publishes an earlier version again, as a new one: history is never rewritten.
 * Throws `AppError`: `not_found` for a version the store does not have, `conflict` for a draft or the current one.
 */
export async function restoreProgram(
  input: { storeId: bigint; authorId: bigint; number: number },
  clock = systemClock,
): Promise<{ number: number }> {
  const version = await findProgramVersion(input.storeId, input.number);
  if (!version) throw new AppError("not_found", "The program has no such version.");
  if (version.status !== "superseded") {
    throw new AppError("conflict", "Only a version that was published before can be restored.");
  }
  const { number } = await publishProgram({
    storeId: input.storeId,
    document: version.document,
    authorId: input.authorId,
    note: `Restored version ${version.number}`,
    now: clock.now(),
  });
  return { number };
}

import { systemClock } from "@/lib/clock";
import { findPublishedVersion } from "@/lib/db/dashboard/find-programs";
import { AppError } from "@/lib/errors";
import type { PublishProgramBody } from "@/lib/schemas/admin/program";
import { publishProgram } from "@/lib/services/program/publish-program";

type PublishEditedProgram = PublishProgramBody & { storeId: bigint; authorId: bigint };

/**
 * Publishes what a person edited, unless somebody else published in between.
 * Throws `AppError`: `conflict`, or `validation_failed` with the problems by path.
 */
export async function publishEditedProgram(
  { storeId, authorId, document, basedOn, note }: PublishEditedProgram,
  clock = systemClock,
): Promise<{ number: number }> {
  const current = await findPublishedVersion(storeId);
  if (current && current.number !== basedOn) {
    throw new AppError("conflict", `Version ${current.number} was published meanwhile. Reload to see it.`);
  }
  const { number } = await publishProgram({
    storeId,
    document,
    authorId,
    note: note || null,
    now: clock.now(),
  });
  return { number };
}

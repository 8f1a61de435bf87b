import { systemClock } from "@/lib/clock";
import type { PublishProgramBody } from "@/lib/schemas/admin/program";
import { publishProgram } from "@/lib/services/program/publish-program";

type PublishEditedProgram = PublishProgramBody & { storeId: bigint; authorId: bigint };

/**
 * Publishes what a person edited, unless somebody else published in between.
 * Throws `AppError`: `conflict`, or `validation_failed` with the problems by path.
 */
export async function publishEditedProgram(
  { note, ...edited }: PublishEditedProgram,
  clock = systemClock,
): Promise<{ number: number }> {
  const { number } = await publishProgram({ ...edited, note: note || null, now: clock.now() });
  return { number };
}

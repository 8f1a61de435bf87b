import {
  deleteDraft,
  findScheduledVersions,
  insertScheduledVersion,
  type ScheduledVersionRow,
  scheduleDraftVersion,
  unscheduleVersion,
} from "@/lib/db/program-schedule";
import { findDraftVersion, lockProgram } from "@/lib/db/program-versions";
import { inTransaction } from "@/lib/db/transaction";
import { AppError } from "@/lib/errors";
import { parseProgram } from "@/lib/schemas/program";
import type { PublishProgramInput } from "@/lib/services/program/publish-program";

export type ScheduledProgram = { number: number; publishAt: Date };

/**
 * Validates a document and keeps it as the next version, to be published at `publishAt` (within a minute).
 * @throws AppError `validation_failed` with the problems by path, also for a time that has passed
 */
export async function scheduleProgram(
  input: PublishProgramInput & { publishAt: Date },
): Promise<ScheduledProgram> {
  const { storeId, publishAt, now, note = null, authorId = null } = input;
  const document = parseProgram(input.document);
  requireFuture(publishAt, now);
  return inTransaction(async (tx) => {
    await lockProgram(tx, storeId);
    const { number } = await insertScheduledVersion(tx, storeId, { document, note, authorId, publishAt });
    return { number, publishAt };
  });
}

/**
 * Gives the draft a time at which it is published.
 * @throws AppError `not_found` without a draft, `validation_failed` for a time that has passed
 */
export async function scheduleDraft(input: {
  storeId: bigint;
  publishAt: Date;
  now: Date;
}): Promise<ScheduledProgram> {
  const { storeId, publishAt, now } = input;
  requireFuture(publishAt, now);
  return inTransaction(async (tx) => {
    await lockProgram(tx, storeId);
    const version = await scheduleDraftVersion(tx, storeId, publishAt);
    if (!version) throw new AppError("not_found", "There is no draft to schedule.");
    return { number: version.number, publishAt };
  });
}

/**
 * Takes a version's time away: it becomes the draft again. When there is another draft already, `replaceDraft` says
 * that it may go.
 * @throws AppError `conflict` when the version is not scheduled (published meanwhile), or for the other draft
 */
export async function cancelSchedule(input: {
  storeId: bigint;
  number: number;
  replaceDraft?: boolean;
}): Promise<void> {
  const { storeId, number, replaceDraft = false } = input;
  await inTransaction(async (tx) => {
    await lockProgram(tx, storeId);
    const draft = await findDraftVersion(tx, storeId);
    if (draft && !replaceDraft) {
      throw new AppError("conflict", `Version ${draft.number} is a draft already: it would be replaced.`);
    }
    if (draft) await deleteDraft(tx, storeId);
    if (!(await unscheduleVersion(tx, storeId, number))) {
      throw new AppError("conflict", `Version ${number} is not scheduled.`);
    }
  });
}

/** What waits for its time, the next first. */
export async function listScheduled(storeId: bigint): Promise<ScheduledProgram[]> {
  const rows = await findScheduledVersions(storeId);
  return rows.flatMap(({ number, publishAt }: ScheduledVersionRow) =>
    publishAt ? [{ number, publishAt }] : [],
  );
}

function requireFuture(publishAt: Date, now: Date): void {
  if (publishAt > now) return;
  throw new AppError("validation_failed", "The time to publish has passed.", {
    fields: { publishAt: ["must be in the future"] },
  });
}

import type { ActivityRow } from "@/lib/db/actions/activities";
import { findPeopleByEmail } from "@/lib/db/actions/find-people";
import { AppError } from "@/lib/errors";
import { awardActivity } from "@/lib/services/actions/award-activity";
import { loadActions } from "@/lib/services/actions/load-actions";

export type RecordActivityInput = {
  storeId: bigint;
  /** Key of the action in the program. */
  token: string;
  distinctId: string | null;
  who: { customerId: bigint } | { email: string };
  createdOnOriginAt: Date | null;
  now: Date;
};

/** Kinds another program may report; the others are seen by Laurel itself and cannot be claimed. */
const reportedKinds = new Set(["custom", "social_follow", "social_share", "visit"]);

/**
 * Records what another program says a customer did (API `POST /activities`). The row says whether it was paid and why.
 * @throws AppError `validation_failed` for an unknown token, `not_found` for an unknown customer, `conflict` when the
 * same token and `distinctId` were recorded before
 */
export async function recordActivity(input: RecordActivityInput): Promise<ActivityRow> {
  const { storeId, token, distinctId, who, createdOnOriginAt, now } = input;
  const { actions, ...program } = await loadActions(storeId);
  const action = actions.find(({ key, kind }) => key === token && reportedKinds.has(kind));
  if (!action) {
    const fields = { token: ["names no activity of the program"] };
    throw new AppError("validation_failed", "There is no such activity.", { fields });
  }
  const customerId =
    "customerId" in who ? who.customerId : (await findPeopleByEmail(storeId, who.email))[0]?.id;
  if (customerId === undefined) throw new AppError("not_found", "There is no such customer.");
  const result = await awardActivity({
    storeId,
    customerId,
    action,
    distinctId,
    originAt: createdOnOriginAt,
    now,
    ...program,
  });
  if (result.kind === "gone") throw new AppError("not_found", "There is no such customer.");
  if (result.kind === "known") throw new AppError("conflict", "This activity was recorded before.");
  return result.activity;
}

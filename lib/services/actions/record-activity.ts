import { createHash } from "node:crypto";
import { type ActivityRow, findActivityByRequest } from "@/lib/db/actions/activities";
import { findPeopleByEmail } from "@/lib/db/actions/find-people";
import { AppError } from "@/lib/errors";
import { isReportedKind } from "@/lib/loyalty/actions/action-limit";
import { type AwardActivityResult, awardActivity } from "@/lib/services/actions/award-activity";
import { loadActions } from "@/lib/services/actions/load-actions";

export type RecordActivityInput = {
  storeId: bigint;
  /** Key of the action in the program. */
  token: string;
  distinctId: string | null;
  who: { customerId: bigint } | { email: string };
  createdOnOriginAt: Date | null;
  /** The API key that reports it, and what it calls this request where it repeats what may have been lost. */
  requestedAs?: { apiKeyId: bigint; key?: string };
  now: Date;
};

type NamedRequest = { apiKeyId: bigint; requestKey: string; requestHash: Uint8Array<ArrayBuffer> };

/**
 * Records what another program says a customer did (API `POST /activities`). The row says whether it was paid and why.
 * The same request again is answered with the first row, whatever has changed since, the API key included.
 * @throws AppError `validation_failed` for an unknown token, `not_found` for an unknown customer, `conflict` when the
 * same token and `distinctId` were recorded before, `idempotency_mismatch` for another request of the same name
 */
export async function recordActivity(input: RecordActivityInput): Promise<ActivityRow> {
  const request = nameRequest(input);
  const earlier = request && (await findEarlier(input.storeId, request));
  if (earlier) return earlier;
  const result = await award(input, request);
  if (result.kind === "recorded") return result.activity;
  if (result.kind === "gone") throw noCustomer();
  const meanwhile = request && (await findEarlier(input.storeId, request));
  if (meanwhile) return meanwhile;
  throw new AppError("conflict", "This activity was recorded before.");
}

async function award(
  { storeId, token, distinctId, who, createdOnOriginAt, requestedAs, now }: RecordActivityInput,
  request: NamedRequest | null,
): Promise<AwardActivityResult> {
  const { actions, ...program } = await loadActions(storeId);
  const action = actions.find(({ key, kind }) => key === token && isReportedKind(kind));
  if (!action) {
    const fields = { "activity.token": ["names no activity of the program"] };
    throw new AppError("validation_failed", "There is no such activity.", { fields });
  }
  const customerId =
    "customerId" in who ? who.customerId : (await findPeopleByEmail(storeId, who.email))[0]?.id;
  if (customerId === undefined) throw noCustomer();
  return awardActivity({
    storeId,
    customerId,
    action,
    distinctId,
    originAt: createdOnOriginAt,
    request: request ?? { apiKeyId: requestedAs?.apiKeyId ?? null },
    now,
    ...program,
  });
}

const noCustomer = () => new AppError("not_found", "There is no such customer.");

function nameRequest({ requestedAs, ...said }: RecordActivityInput): NamedRequest | null {
  if (requestedAs?.key === undefined) return null;
  const who = "customerId" in said.who ? String(said.who.customerId) : said.who.email.trim().toLowerCase();
  const text = JSON.stringify([said.token, said.distinctId, who, said.createdOnOriginAt]);
  return {
    apiKeyId: requestedAs.apiKeyId,
    requestKey: requestedAs.key,
    requestHash: new Uint8Array(createHash("sha256").update(text).digest()),
  };
}

async function findEarlier(storeId: bigint, request: NamedRequest): Promise<ActivityRow | null> {
  const row = await findActivityByRequest(storeId, request.requestKey);
  if (!row || Buffer.from(request.requestHash).equals(row.requestHash ?? new Uint8Array())) return row;
  throw new AppError("idempotency_mismatch", "This Idempotency-Key was used for another request.");
}

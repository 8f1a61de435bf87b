import type { ActivityRow } from "@/lib/db/actions/activities";
import type { NoteExplanation } from "@/lib/loyalty/explain/explanation";
import { renderExplanation } from "@/lib/loyalty/explain/render-explanation";
import type { ActivityBody } from "@/lib/schemas/api/activities";
import { recordActivity } from "@/lib/services/actions/record-activity";

export type ReportActivityInput = ActivityBody & {
  storeId: bigint;
  apiKeyId: bigint;
  idempotencyKey: string | null;
  now: Date;
};

/** `POST /api/v1/activities`: {@link recordActivity} in the API's words; throws what it throws. */
export async function reportActivity(input: ReportActivityInput) {
  const { storeId, apiKeyId, idempotencyKey, now } = input;
  const { token, distinct_id, customer_id, customer_email, created_on_origin_at } = input.activity;
  const row = await recordActivity({
    storeId,
    token,
    distinctId: distinct_id ?? null,
    who: customer_id == null ? { email: customer_email ?? "" } : { customerId: BigInt(customer_id) },
    createdOnOriginAt: created_on_origin_at == null ? null : new Date(created_on_origin_at),
    requestedAs: idempotencyKey === null ? { apiKeyId } : { apiKeyId, key: idempotencyKey },
    now,
  });
  return { activity: describeActivity(row) };
}

/** `outcome` to `explanation` are ours: an activity over its limit is recorded all the same, and pays nothing. */
function describeActivity(row: ActivityRow) {
  return {
    id: row.id,
    customer_id: row.customerId,
    token: row.token,
    distinct_id: row.distinctId,
    created_on_origin_at: row.originAt,
    outcome: row.outcome,
    points: row.points,
    points_transaction_id: row.transactionId,
    explanation: renderExplanation(row.explanation as NoteExplanation, "staff").lines,
    created_at: row.createdAt,
    updated_at: row.updatedAt,
  };
}

import { systemClock } from "@/lib/clock";
import { reply } from "@/lib/http/reply";
import { withApiKey } from "@/lib/http/with-api-key";
import { activityBody } from "@/lib/schemas/api/activities";
import { reportActivity } from "@/lib/services/actions/report-activity";

export const POST = withApiKey({
  scope: "activities:write",
  body: activityBody,
  handler: async ({ storeId, apiKeyId, idempotencyKey, body }) =>
    reply(201, await reportActivity({ ...body, storeId, apiKeyId, idempotencyKey, now: systemClock.now() })),
});

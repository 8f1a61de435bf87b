import { systemClock } from "@/lib/clock";
import { answerPreflight } from "@/lib/http/cors";
import { reply } from "@/lib/http/reply";
import { withShopper } from "@/lib/http/with-shopper";
import { mergeBody } from "@/lib/schemas/storefront/rewards";
import { answerMerge } from "@/lib/services/redemptions/answer-merge";

export const OPTIONS = answerPreflight;

export const POST = withShopper({
  limit: "purchase",
  body: mergeBody,
  handler: async ({ storeId, customerId, body }) => {
    const answer = await answerMerge({
      storeId,
      customerId,
      redemptionIds: body.points_purchase_ids,
      requestId: body.request_id,
      now: systemClock.now(),
    });
    return reply(answer.status, answer.body);
  },
});

import { systemClock } from "@/lib/clock";
import { answerPreflight } from "@/lib/http/cors";
import { reply } from "@/lib/http/reply";
import { withShopper } from "@/lib/http/with-shopper";
import { idParams, purchaseBody } from "@/lib/schemas/storefront/rewards";
import { answerPurchase } from "@/lib/services/redemptions/answer-purchase";

export const OPTIONS = answerPreflight;

export const POST = withShopper({
  limit: "purchase",
  params: idParams,
  body: purchaseBody,
  handler: async ({ storeId, customerId, params, body, request }) => {
    const answer = await answerPurchase({
      storeId,
      customerId,
      productId: params.id,
      pointsToSpend: body.points_to_spend ?? null,
      requestId: body.request_id,
      origin: request.headers.get("origin"),
      now: systemClock.now(),
    });
    return reply(answer.status, answer.body);
  },
});

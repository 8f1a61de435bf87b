import { systemClock } from "@/lib/clock";
import { answerPreflight } from "@/lib/http/cors";
import { withShopper } from "@/lib/http/with-shopper";
import { idParams } from "@/lib/schemas/storefront/rewards";
import { answerCancel } from "@/lib/services/redemptions/answer-cancel";

export const OPTIONS = answerPreflight;

export const POST = withShopper({
  params: idParams,
  handler: ({ storeId, customerId, params }) =>
    answerCancel({ storeId, customerId, redemptionId: params.id, now: systemClock.now() }),
});

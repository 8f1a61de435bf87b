import { answerPreflight } from "@/lib/http/cors";
import { withShopper } from "@/lib/http/with-shopper";
import { listRewardFulfillmentsQuery } from "@/lib/schemas/storefront/rewards";
import { listRewardFulfillments } from "@/lib/services/redemptions/list-reward-fulfillments";

export const OPTIONS = answerPreflight;

export const GET = withShopper({
  query: listRewardFulfillmentsQuery,
  handler: ({ storeId, customerId, query }) => listRewardFulfillments(storeId, customerId, query),
});

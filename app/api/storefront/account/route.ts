import { answerPreflight } from "@/lib/http/cors";
import { replyTagged } from "@/lib/http/reply-tagged";
import { withShopper } from "@/lib/http/with-shopper";
import { getAccount } from "@/lib/services/storefront/get-account";

export const OPTIONS = answerPreflight;

/** In production our HTTP server answers this address before Next sees it (`lib/server/answer-account-read.ts`). */
export const GET = withShopper({
  handler: async ({ storeId, customerId, request }) =>
    replyTagged(request, await getAccount(storeId, customerId), "private, no-store"),
});

import { answerPreflight } from "@/lib/http/cors";
import { replyTagged } from "@/lib/http/reply-tagged";
import { withShopper } from "@/lib/http/with-shopper";
import { getAccount } from "@/lib/services/get-account";

export const OPTIONS = answerPreflight;

export const GET = withShopper({
  handler: async ({ storeId, customerId, request }) =>
    replyTagged(request, await getAccount(storeId, customerId), "private, no-store"),
});

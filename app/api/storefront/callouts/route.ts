import { systemClock } from "@/lib/clock";
import { answerPreflight } from "@/lib/http/cors";
import { replyTagged } from "@/lib/http/reply-tagged";
import { withStorefront } from "@/lib/http/with-storefront";
import { calloutsQuery } from "@/lib/schemas/storefront/callouts";
import { getCallouts } from "@/lib/services/storefront/get-callouts";

export const OPTIONS = answerPreflight;

export const GET = withStorefront({
  query: calloutsQuery,
  handler: async ({ store, query, request }) =>
    replyTagged(request, await getCallouts(store.id, query, systemClock.now()), "public, max-age=60"),
});

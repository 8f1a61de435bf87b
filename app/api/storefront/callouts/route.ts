import { systemClock } from "@/lib/clock";
import { answerPreflight } from "@/lib/http/cors";
import { enterIfShopper } from "@/lib/http/enter-if-shopper";
import { replyTagged } from "@/lib/http/reply-tagged";
import { withStorefront } from "@/lib/http/with-storefront";
import { calloutsQuery } from "@/lib/schemas/storefront/callouts";
import { getCallouts } from "@/lib/services/storefront/get-callouts";

export const OPTIONS = answerPreflight;

/**
 * For guests the same for all, and any cache may hold it; with a bearer it is one shopper's own. Asked at the shoppers'
 * address without one (a proxy took it, a page forgot it) it is a guest's answer that no cache may give to a shopper.
 */
export const GET = withStorefront({
  query: calloutsQuery,
  handler: async ({ store, query, request }) => {
    const shopper = await enterIfShopper(request, store);
    const customerId = shopper?.customerId ?? null;
    const answer = await getCallouts(store.id, { ...query, customerId }, systemClock.now());
    const isOwn = shopper !== null || query.personal !== undefined;
    const response = replyTagged(request, answer, isOwn ? "private, no-store" : "public, max-age=60");
    response.headers.append("vary", "authorization");
    return response;
  },
});

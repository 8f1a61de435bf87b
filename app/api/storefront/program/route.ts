import { answerPreflight } from "@/lib/http/cors";
import { replyTagged } from "@/lib/http/reply-tagged";
import { withStorefront } from "@/lib/http/with-storefront";
import { storefrontProgramQuery } from "@/lib/schemas/storefront/program";
import { getStorefrontProgram } from "@/lib/services/storefront/get-storefront-program";

export const OPTIONS = answerPreflight;

export const GET = withStorefront({
  query: storefrontProgramQuery,
  handler: async ({ store, query, request }) =>
    replyTagged(
      request,
      await getStorefrontProgram(store.id, query.channel ?? null, query.lang),
      "public, max-age=60",
    ),
});

import type { z } from "zod";
import type { ActiveStore } from "@/lib/db/find-active-store";
import { AppError } from "@/lib/errors";
import { checkOrigin } from "@/lib/http/cors";
import { handleStorefront } from "@/lib/http/handle-storefront";
import { type Input, parseInput, type RouteContext, type Schema } from "@/lib/http/parse-input";
import { getActiveStore } from "@/lib/services/stores/active-store";

/**
 * A storefront route without a signed-in shopper (guest view): the query names the store (`store`), which must be
 * installed and own the calling page's origin. Export {@link answerPreflight} as `OPTIONS` beside it.
 *
 * Errors: 403 `origin_not_allowed`, 404 `store_not_installed`, 422 `validation_failed`, 429 `rate_limited`.
 */
export function withStorefront<Q extends z.ZodType<{ store: string }>, P extends Schema = undefined>(route: {
  query: Q;
  params?: P;
  handler: (
    call: Input<P, Q, undefined> & { store: ActiveStore; request: Request; requestId: string },
  ) => unknown;
}): (request: Request, context: RouteContext) => Promise<Response> {
  return (request, context) =>
    handleStorefront(request, async (requestId) => {
      const input = await parseInput<P, Q, undefined>(request, context, route);
      const { store: hash } = input.query as { store: string };
      const store = await getActiveStore(hash);
      if (!store) throw new AppError("store_not_installed", "This store does not use Laurel.");
      checkOrigin(request.headers.get("origin"), store);
      return route.handler({ ...input, store, request, requestId });
    });
}

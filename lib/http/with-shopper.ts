import { type EnteredShopper, enterShopper } from "@/lib/http/enter-shopper";
import { bearerOf } from "@/lib/http/handle-request";
import { handleStorefront } from "@/lib/http/handle-storefront";
import {
  type Input,
  type InputSchemas,
  parseInput,
  type RouteContext,
  type Schema,
} from "@/lib/http/parse-input";
import type { RateLimit } from "@/lib/http/rate-limit";

/** A signed-in shopper: our ids, out of the bearer. */
export type ShopperCall = EnteredShopper & { request: Request; requestId: string };

/**
 * A storefront route for a signed-in shopper (bearer from `POST /api/storefront/session`): the store's own origins
 * only, counted by customer and by address, CORS headers on every answer. Export {@link answerPreflight} as
 * `OPTIONS` beside it.
 *
 * Errors: 401 `session_expired`, 403 `origin_not_allowed`, 404 `store_not_installed`, 422 `validation_failed`,
 * 429 `rate_limited`, and whatever `AppError` the handler throws.
 */
export function withShopper<
  P extends Schema = undefined,
  Q extends Schema = undefined,
  B extends Schema = undefined,
>(
  route: InputSchemas<P, Q, B> & {
    /** Default `customer`. */
    limit?: Extract<RateLimit, "customer" | "purchase">;
    handler: (call: ShopperCall & Input<P, Q, B>) => unknown;
  },
): (request: Request, context: RouteContext) => Promise<Response> {
  return (request, context) =>
    handleStorefront(request, async (requestId) => {
      const shopper = await enterShopper({
        bearer: bearerOf(request.headers.get("authorization")),
        origin: request.headers.get("origin"),
        limit: route.limit ?? "customer",
      });
      const input = await parseInput(request, context, route);
      return route.handler({ ...shopper, ...input, request, requestId });
    });
}

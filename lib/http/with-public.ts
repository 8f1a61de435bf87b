import { clientAddressOf } from "@/lib/http/client-address";
import { handleRequest } from "@/lib/http/handle-request";
import {
  type Input,
  type InputSchemas,
  parseInput,
  type RouteContext,
  type Schema,
} from "@/lib/http/parse-input";
import { countCall } from "@/lib/http/rate-limit";

/**
 * A route anybody may call, without CORS: answers for machines and for pages of our own. Counted by address unless
 * `limited` is false (health checks, scripts that caches fetch).
 *
 * Errors: 422 `validation_failed`, 429 `rate_limited`, and whatever `AppError` the handler throws.
 */
export function withPublic<
  P extends Schema = undefined,
  Q extends Schema = undefined,
  B extends Schema = undefined,
>(
  route: InputSchemas<P, Q, B> & {
    limited?: boolean;
    handler: (call: Input<P, Q, B> & { request: Request; requestId: string }) => unknown;
  },
): (request: Request, context: RouteContext) => Promise<Response> {
  return (request, context) =>
    handleRequest(request, async (requestId) => {
      if (route.limited !== false) await countCall("address", clientAddressOf(request.headers));
      const input = await parseInput(request, context, route);
      return route.handler({ ...input, request, requestId });
    });
}

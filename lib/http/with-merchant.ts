import type { Role } from "@/lib/auth/roles";
import { bearerOf, handleRequest } from "@/lib/http/handle-request";
import {
  type Input,
  type InputSchemas,
  parseInput,
  type RouteContext,
  type Schema,
} from "@/lib/http/parse-input";
import { authenticateMerchant, type Merchant } from "@/lib/services/sessions/authenticate-merchant";

/**
 * A dashboard route: who may call it, what it takes, and one call. The store comes from the session, never from the
 * request. The handler's value becomes JSON 200 (nothing: 204); use `reply(201, …)` for another status.
 *
 * Errors: 401 `session_expired`, 403 `forbidden`, 404 for parameters that do not parse, 422 `validation_failed`,
 * and whatever `AppError` the handler throws.
 */
export function withMerchant<
  P extends Schema = undefined,
  Q extends Schema = undefined,
  B extends Schema = undefined,
>(
  route: InputSchemas<P, Q, B> & {
    role?: Role;
    handler: (call: Merchant & Input<P, Q, B> & { request: Request; requestId: string }) => unknown;
  },
): (request: Request, context: RouteContext) => Promise<Response> {
  return (request, context) =>
    handleRequest(request, async (requestId) => {
      const merchant = await authenticateMerchant(bearerOf(request.headers.get("authorization")), route.role);
      const input = await parseInput(request, context, route);
      return route.handler({ ...merchant, ...input, request, requestId });
    });
}

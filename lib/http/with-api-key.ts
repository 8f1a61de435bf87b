import { systemClock } from "@/lib/clock";
import { AppError } from "@/lib/errors";
import { clientAddressOf } from "@/lib/http/client-address";
import { bearerOf, handleRequest } from "@/lib/http/handle-request";
import {
  type Input,
  type InputSchemas,
  parseInput,
  type RouteContext,
  type Schema,
} from "@/lib/http/parse-input";
import { countCall } from "@/lib/http/rate-limit";
import type { ApiScope } from "@/lib/schemas/api-scopes";
import { authenticateApiKey } from "@/lib/services/api-keys/authenticate-api-key";

/** `idempotencyKey`: what the caller names this request by; null when it named none. */
export type ApiCall = {
  storeId: bigint;
  apiKeyId: bigint;
  idempotencyKey: string | null;
  request: Request;
  requestId: string;
};

/**
 * A route of the public API: the key names the store, the route says what the key must be allowed to do. In this
 * order: key, rate, scope, input, one call. The handler's value becomes JSON 200; use `reply(201, …)` for another status.
 *
 * Errors: 400 `bad_request` (a key in the address, an odd `Idempotency-Key`), 401 `unauthorized`, 403 `scope_missing`,
 * 429 `rate_limited` (a key, or an address that sends wrong ones), what {@link parseInput} throws, and whatever `AppError` the handler throws.
 */
export function withApiKey<
  P extends Schema = undefined,
  Q extends Schema = undefined,
  B extends Schema = undefined,
>(
  route: InputSchemas<P, Q, B> & {
    scope: ApiScope;
    handler: (call: ApiCall & Input<P, Q, B>) => unknown;
  },
): (request: Request, context: RouteContext) => Promise<Response> {
  return async (request, context) => {
    const response = await handleRequest(request, async (requestId) => {
      refuseKeyInAddress(request.url);
      const key = bearerOf(request.headers.get("authorization"));
      const { scopes, ...caller } = await authenticateApiKey(key, systemClock.now()).catch(async (error) => {
        // Who guesses is counted by address; a merchant's server with the right key is not.
        await countCall("wrongKey", clientAddressOf(request.headers));
        throw error;
      });
      await countCall("apiKey", String(caller.apiKeyId));
      if (!scopes.includes(route.scope)) {
        throw new AppError("scope_missing", `This key may not do that: it lacks ${route.scope}.`);
      }
      const idempotencyKey = readIdempotencyKey(request.headers.get("idempotency-key"));
      const input = await parseInput(request, context, route);
      return route.handler({ ...caller, ...input, idempotencyKey, request, requestId });
    });
    if (response.status === 401) response.headers.set("www-authenticate", 'Bearer realm="laurel"');
    return response;
  };
}

/** Addresses end up in logs of proxies and in histories; a key that works there would be left there. */
function refuseKeyInAddress(url: string): void {
  const inAddress = [...new URL(url).searchParams].flat().some((text) => text.includes("lak_"));
  if (inAddress) throw new AppError("bad_request", "Send the key as a header, never in the address.");
}

function readIdempotencyKey(header: string | null): string | null {
  if (header === null || /^[\x21-\x7e]{1,255}$/.test(header)) return header;
  throw new AppError("bad_request", "Idempotency-Key takes 1 to 255 visible ASCII characters.");
}

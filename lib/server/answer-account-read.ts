import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from "node:http";
import { clientAddressHeader } from "@/lib/http/client-address";
import { allowOrigin, exposedHeaders, isReadableOrigin } from "@/lib/http/cors";
import { enterShopper } from "@/lib/http/enter-shopper";
import { bearerOf } from "@/lib/http/handle-request";
import { toProblemResponse } from "@/lib/http/problem";
import { countCall } from "@/lib/http/rate-limit";
import { toJson } from "@/lib/http/reply";
import { matchesTag, tagOf } from "@/lib/http/reply-tagged";
import { requestIdHeader, requestIdOf } from "@/lib/http/request-id";
import { getAccount } from "@/lib/services/storefront/get-account";

export function isAccountRead(request: IncomingMessage): boolean {
  return request.method === "GET" && request.url === "/api/storefront/account";
}

/**
 * The shopper's balance, the hottest read there is, without the way through Next and without `Request` and `Response`
 * objects, which cost more than the read itself. Same door and same answer as the route; a test holds them together.
 */
export async function answerAccountRead(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const header = (name: string) => {
    const value = request.headers[name];
    return typeof value === "string" ? value : null;
  };
  const requestId = requestIdOf(header(requestIdHeader));
  const origin = header("origin");
  try {
    await countCall("address", header(clientAddressHeader) ?? "unknown");
    const bearer = bearerOf(header("authorization"));
    const { storeId, customerId } = await enterShopper({ bearer, origin, limit: "customer" });
    const json = toJson(await getAccount(storeId, customerId));
    const tag = tagOf(json);
    const isSame = matchesTag(header("if-none-match"), tag);
    response.writeHead(isSame ? 304 : 200, {
      ...(isSame ? {} : { "content-type": "application/json; charset=utf-8" }),
      etag: tag,
      "cache-control": "private, no-store",
      [requestIdHeader]: requestId,
      "x-content-type-options": "nosniff",
      vary: "origin",
      ...(origin === null ? {} : corsHeaders(origin)),
    });
    response.end(isSame ? undefined : json);
  } catch (thrown) {
    const readable = await isReadableOrigin(origin);
    const answer = allowOrigin(toProblemResponse(thrown, requestId), readable ? origin : null);
    response.writeHead(answer.status, Object.fromEntries(answer.headers)).end(await answer.text());
  }
}

/** The door has let this origin in, so it may read the answer. */
function corsHeaders(origin: string): OutgoingHttpHeaders {
  return {
    "access-control-allow-origin": origin,
    "access-control-expose-headers": exposedHeaders,
  };
}

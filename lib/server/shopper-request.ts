import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from "node:http";
import { clientAddressHeader } from "@/lib/http/client-address";
import { allowOrigin, exposedHeaders, isReadableOrigin } from "@/lib/http/cors";
import { type EnteredShopper, enterShopper } from "@/lib/http/enter-shopper";
import { bearerOf } from "@/lib/http/handle-request";
import { toProblemResponse } from "@/lib/http/problem";
import { countCall } from "@/lib/http/rate-limit";
import { requestIdHeader, requestIdOf } from "@/lib/http/request-id";

/** A shopper's call as our own HTTP server takes it, without the way through Next: the same door, the same refusals. */
export type ShopperRequest = {
  header(name: string): string | null;
  /** Counts the call and lets the shopper in. Throws what {@link enterShopper} throws. */
  enter(): Promise<EnteredShopper>;
  /** For an answer to somebody who was let in. */
  headers(): OutgoingHttpHeaders;
  /** Answers with the problem, readable by the store's own pages. */
  refuse(response: ServerResponse, thrown: unknown): Promise<void>;
};

export function readShopperRequest(request: IncomingMessage): ShopperRequest {
  const header = (name: string) => {
    const value = request.headers[name];
    return typeof value === "string" ? value : null;
  };
  const requestId = requestIdOf(header(requestIdHeader));
  const origin = header("origin");
  return {
    header,
    async enter() {
      await countCall("address", header(clientAddressHeader) ?? "unknown");
      return enterShopper({ bearer: bearerOf(header("authorization")), origin, limit: "customer" });
    },
    headers: () => ({
      [requestIdHeader]: requestId,
      "x-content-type-options": "nosniff",
      vary: "origin",
      ...(origin === null
        ? {}
        : { "access-control-allow-origin": origin, "access-control-expose-headers": exposedHeaders }),
    }),
    async refuse(response, thrown) {
      const readable = await isReadableOrigin(origin);
      const answer = allowOrigin(toProblemResponse(thrown, requestId), readable ? origin : null);
      response.writeHead(answer.status, Object.fromEntries(answer.headers)).end(await answer.text());
    },
  };
}

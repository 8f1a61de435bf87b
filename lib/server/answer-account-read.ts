import type { IncomingMessage, ServerResponse } from "node:http";
import { toJson } from "@/lib/http/reply";
import { matchesTag, tagOf } from "@/lib/http/reply-tagged";
import { readShopperRequest } from "@/lib/server/shopper-request";
import { getAccount } from "@/lib/services/storefront/get-account";

export function isAccountRead(request: IncomingMessage): boolean {
  return request.method === "GET" && request.url === "/api/storefront/account";
}

/**
 * The shopper's balance, the hottest read there is, without the way through Next and without `Request` and `Response`
 * objects, which cost more than the read itself. Same door and same answer as the route; a test holds them together.
 */
export async function answerAccountRead(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const call = readShopperRequest(request);
  try {
    const { storeId, customerId } = await call.enter();
    const json = toJson(await getAccount(storeId, customerId));
    const tag = tagOf(json);
    const isSame = matchesTag(call.header("if-none-match"), tag);
    response.writeHead(isSame ? 304 : 200, {
      ...(isSame
        ? {}
        : { "content-type": "application/json; charset=utf-8", "content-length": Buffer.byteLength(json) }),
      etag: tag,
      "cache-control": "private, no-store",
      ...call.headers(),
    });
    response.end(isSame ? undefined : json);
  } catch (thrown) {
    await call.refuse(response, thrown);
  }
}

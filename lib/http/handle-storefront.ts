import { clientAddressOf } from "@/lib/http/client-address";
import { allowOrigin, isReadableOrigin } from "@/lib/http/cors";
import { handleRequest } from "@/lib/http/handle-request";
import { countCall } from "@/lib/http/rate-limit";

/**
 * The outer ring of the storefront routes: counted by address, and readable by any storefront of an active store,
 * so that a widget can tell "too many requests" or "session over" from a network failure. Whether the page may call
 * for this store is checked inside.
 */
export async function handleStorefront(
  request: Request,
  work: (requestId: string) => Promise<unknown>,
): Promise<Response> {
  const response = await handleRequest(request, async (requestId) => {
    await countCall("address", clientAddressOf(request.headers));
    return work(requestId);
  });
  const origin = request.headers.get("origin");
  return allowOrigin(response, (await isReadableOrigin(origin)) ? origin : null);
}

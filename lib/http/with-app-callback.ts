import { handleRequest } from "@/lib/http/handle-request";

/**
 * A callback from BigCommerce's servers with a signed payload in the query; 200 JSON when it verifies, 401
 * `unauthorized` otherwise.
 */
export function withAppCallback(
  handler: (signedPayload: string) => Promise<object>,
): (request: Request) => Promise<Response> {
  return (request) =>
    handleRequest(request, () => handler(new URL(request.url).searchParams.get("signed_payload_jwt") ?? ""));
}

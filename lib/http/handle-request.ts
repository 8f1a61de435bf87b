import { toProblemResponse } from "@/lib/http/problem";
import { reply } from "@/lib/http/reply";
import { requestIdHeader, requestIdOf } from "@/lib/http/request-id";
import { logger } from "@/lib/logger";

/**
 * The outer ring of every route: a request id in answer and log, plain values become JSON 200, exceptions become
 * problem+json. The path is logged without its query, which may carry codes.
 */
export async function handleRequest(
  request: Request,
  work: (requestId: string) => Promise<unknown>,
): Promise<Response> {
  const requestId = requestIdOf(request.headers.get(requestIdHeader));
  const startedAt = performance.now();
  const response = await work(requestId).then(
    (result) => (result instanceof Response ? result : reply(result === undefined ? 204 : 200, result)),
    (thrown: unknown) => toProblemResponse(thrown, requestId),
  );
  response.headers.set(requestIdHeader, requestId);
  response.headers.set("x-content-type-options", "nosniff");
  logger.debug(
    {
      requestId,
      method: request.method,
      path: new URL(request.url).pathname,
      status: response.status,
      ms: Math.round(performance.now() - startedAt),
    },
    "request",
  );
  return response;
}

/** The token of `Authorization: Bearer …`, or undefined. */
export function bearerOf(authorization: string | null | undefined): string | undefined {
  return /^Bearer ([A-Za-z0-9._~+/=-]+)$/i.exec(authorization ?? "")?.[1];
}

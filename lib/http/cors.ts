import { AppError } from "@/lib/errors";
import { isKnownOrigin } from "@/lib/services/stores/active-store";

/** What a page may read besides the body. */
export const exposedHeaders = "etag, retry-after, x-request-id";

const preflightSeconds = 24 * 60 * 60;

/**
 * Throws `AppError("origin_not_allowed")` when a browser says it calls from a page that is not this store's. Calls
 * without an `Origin` are not from a foreign page; they need the bearer like all others.
 */
export function checkOrigin(origin: string | null, store: { origins: ReadonlySet<string> }): void {
  if (origin !== null && !store.origins.has(origin)) {
    throw new AppError("origin_not_allowed", "This page is not one of the store's storefronts.");
  }
}

/** Whether a page at `origin` may read our answers at all; no when the database cannot tell. */
export async function isReadableOrigin(origin: string | null): Promise<boolean> {
  return origin !== null && isKnownOrigin(origin).catch(() => false);
}

/** Lets the page at `origin` read the answer, errors included. */
export function allowOrigin(response: Response, origin: string | null): Response {
  response.headers.append("vary", "origin");
  if (origin === null) return response;
  response.headers.set("access-control-allow-origin", origin);
  response.headers.set("access-control-expose-headers", exposedHeaders);
  return response;
}

/** `OPTIONS` of every storefront route: yes to the storefronts of active stores, silence to everyone else. */
export async function answerPreflight(request: Request): Promise<Response> {
  const origin = request.headers.get("origin");
  const response = new Response(null, { status: 204 });
  if (origin === null || !(await isKnownOrigin(origin))) return allowOrigin(response, null);
  response.headers.set("access-control-allow-methods", "GET, POST");
  response.headers.set("access-control-allow-headers", "authorization, content-type, if-none-match");
  response.headers.set("access-control-max-age", String(preflightSeconds));
  return allowOrigin(response, origin);
}

import { hash } from "node:crypto";
import { toJson } from "@/lib/http/reply";

/**
 * JSON 200 with an `ETag` of its content, or 304 without a body when the caller has exactly that. `cacheControl` is
 * sent with both.
 */
export function replyTagged(request: Request, body: unknown, cacheControl: string): Response {
  const json = toJson(body);
  const tag = tagOf(json);
  const headers = { etag: tag, "cache-control": cacheControl };
  if (matchesTag(request.headers.get("if-none-match"), tag))
    return new Response(null, { status: 304, headers });
  return new Response(json, {
    headers: { ...headers, "content-type": "application/json; charset=utf-8" },
  });
}

/** An `ETag` that changes with the content. */
export function tagOf(json: string): string {
  return `"${hash("sha256", json, "base64url").slice(0, 22)}"`;
}

/** Whether `If-None-Match` names `tag`; weak marks count as the same, proxies that compress add them. */
export function matchesTag(ifNoneMatch: string | null, tag: string): boolean {
  if (ifNoneMatch === null) return false;
  return ifNoneMatch.split(",").some((given) => {
    const trimmed = given.trim();
    return trimmed === "*" || trimmed.replace(/^W\//, "") === tag;
  });
}

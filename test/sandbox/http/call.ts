import type { IncomingHttpHeaders } from "node:http";
import type { StoreState, Token } from "../state/types";
import type { World } from "../state/world";
import { Problem } from "./problem";
import type { Reply } from "./reply";

/** One request to the REST API, authenticated and parsed. */
export type Call = {
  world: World;
  store: StoreState;
  token: Token;
  params: Record<string, string>;
  query: URLSearchParams;
  body: unknown;
  headers: IncomingHttpHeaders;
};
export type Handler = (call: Call) => Reply;
/** `scopes`: any of them opens the route; empty: a valid token is enough. */
export type Route = { method: string; pattern: string; scopes: string[]; handler: Handler };

export const readScopes = (...names: string[]): string[] =>
  names.flatMap((name) => [`${name}_read_only`, name]);

export function route(method: string, pattern: string, scopes: string[], handler: Handler): Route {
  return { method, pattern, scopes, handler };
}

/** The route of a path below `/stores/{hash}`, its parameters, and whether the path exists at all. */
export function findRoute(
  routes: Route[],
  method: string,
  path: string,
): { route: Route; params: Record<string, string> } | "not-found" | "method-not-allowed" {
  let pathKnown = false;
  for (const candidate of routes) {
    const params = matchPattern(candidate.pattern, path);
    if (!params) continue;
    if (candidate.method === method) return { route: candidate, params };
    pathKnown = true;
  }
  return pathKnown ? "method-not-allowed" : "not-found";
}

/** `/v2/orders/:id` against a path; null when it does not match. `:id` takes digits only when named id-like. */
export function matchPattern(pattern: string, path: string): Record<string, string> | null {
  const wanted = pattern.split("/");
  const given = path.split("/");
  if (wanted.length !== given.length) return null;
  const params: Record<string, string> = {};
  for (const [index, part] of wanted.entries()) {
    const value = given[index] ?? "";
    if (!part.startsWith(":")) {
      if (part !== value) return null;
      continue;
    }
    const name = part.slice(1);
    if (name.endsWith("Id") && !/^\d+$/.test(value)) return null;
    params[name] = decodeURIComponent(value);
  }
  return params;
}

export function idParam(call: Call, name: string): number {
  return Number(call.params[name]);
}

export function notFound(): never {
  throw new Problem(404, "The requested resource was not found.");
}

/** The body as an object, or 422. */
export function bodyObject(call: Call): Record<string, unknown> {
  const { body } = call;
  if (typeof body !== "object" || body === null || Array.isArray(body)) {
    throw new Problem(422, "JSON data is missing or invalid", { body: "an object is required" });
  }
  return body as Record<string, unknown>;
}

export function bodyArray(call: Call, max: number): Record<string, unknown>[] {
  if (!Array.isArray(call.body)) {
    throw new Problem(422, "JSON data is missing or invalid", { body: "an array is required" });
  }
  if (call.body.length > max) throw new Problem(413, `You can only send ${max} items at a time`);
  return call.body as Record<string, unknown>[];
}

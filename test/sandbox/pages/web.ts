import type { IncomingMessage, ServerResponse } from "node:http";
import { matchPattern } from "../http/call";
import { readBody } from "../http/read-body";
import type { Reply } from "../http/reply";
import { sendReply } from "../http/send-reply";

/** A browser's request, parsed. `form` holds an urlencoded body, `json` any other. */
export type Web = {
  method: string;
  path: string;
  query: URLSearchParams;
  params: Record<string, string>;
  cookies: Record<string, string>;
  form: URLSearchParams;
  json: unknown;
  origin: string | undefined;
};
export type WebRoute<Context> = {
  method: string;
  pattern: string;
  run: (context: Context, web: Web) => Reply | Promise<Reply>;
};

export function webRoute<Context>(
  method: string,
  pattern: string,
  run: WebRoute<Context>["run"],
): WebRoute<Context> {
  return { method, pattern, run };
}

export async function parseWeb(request: IncomingMessage): Promise<Web> {
  const url = new URL(request.url ?? "/", "http://sandbox");
  const body = await readBody(request);
  const isJson = String(request.headers["content-type"] ?? "").includes("json");
  return {
    method: request.method ?? "GET",
    path: url.pathname === "/" ? "/" : url.pathname.replace(/\/+$/, ""),
    query: url.searchParams,
    params: {},
    cookies: parseCookies(request.headers.cookie ?? ""),
    form: new URLSearchParams(isJson ? "" : body),
    json: isJson && body ? parseJson(body) : undefined,
    origin: request.headers.origin,
  };
}

/** Runs the first route that fits; null when none does. */
export async function runWeb<Context>(
  routes: WebRoute<Context>[],
  context: Context,
  web: Web,
): Promise<Reply | null> {
  for (const route of routes) {
    const params = route.method === web.method ? matchPattern(route.pattern, web.path) : null;
    if (params) return route.run(context, { ...web, params });
  }
  return null;
}

export function sendWeb(request: IncomingMessage, response: ServerResponse, reply: Reply): void {
  const isJson = reply.json !== undefined;
  const body = isJson ? JSON.stringify(reply.json) : (reply.text ?? "");
  const type: Record<string, string> = isJson ? { "content-type": "application/json" } : {};
  sendReply(request, response, reply.status, { ...type, ...reply.headers }, body);
}

function parseCookies(header: string): Record<string, string> {
  const pairs = header.split(";").map((part) => part.trim().split("=") as [string, string?]);
  return Object.fromEntries(pairs.map(([name, value]) => [name, decodeURIComponent(value ?? "")]));
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

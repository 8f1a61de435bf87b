import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { apiRoutes } from "../api/routes";
import type { StoreState, Token } from "../state/types";
import { storeOf, type World } from "../state/world";
import { findRoute } from "./call";
import { Problem, problemReply } from "./problem";
import { readBody } from "./read-body";
import type { Reply } from "./reply";
import { sendFault } from "./send-fault";
import { encodeReply, sendReply } from "./send-reply";

const slowMs = 2000;
type Incoming = {
  method: string;
  hash: string;
  version: "v2" | "v3";
  path: string;
  query: URLSearchParams;
  body: string;
};

/** `/stores/{hash}/v2|v3/…`: fault, log-in, rate limit, route, scopes, answer, log. */
export async function serveApi(
  world: World,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const incoming = await parseIncoming(request);
  if (!incoming) return sendReply(request, response, 404, {}, "");
  const { method, path, hash } = incoming;
  const rate = world.limiter.take(hash, world.now());
  const fault = world.faults.take({
    method,
    path,
    store: hash,
    header: headerOf(request, "x-sandbox-fault"),
  });
  if (fault?.kind === "slow") await sleep(slowMs);
  const spoilt = fault && fault.kind !== "slow" ? fault : null;

  const headers: Record<string, string | string[]> = { "x-request-id": randomUUID(), ...rate.headers };
  let status = 0;
  let body = "";
  if (!(spoilt && spoilt.phase === "before")) {
    const reply = rate.allowed ? answer(world, request, incoming) : tooMany(rate.headers);
    const asXml = incoming.version === "v2" && !wantsJson(request);
    const encoded = encodeReply(reply, asXml, path.split("/")[2] ?? "response");
    status = reply.status;
    body = encoded.body;
    if (encoded.contentType) headers["content-type"] = encoded.contentType;
    Object.assign(headers, reply.headers);
  }
  if (spoilt) {
    const sent = sendFault(spoilt.kind, response, body, rate.headers);
    status = sent.status;
    body = sent.body;
  } else {
    sendReply(request, response, status, headers, body);
  }
  world.log.add({
    at: world.now(),
    store: hash,
    method,
    path,
    query: incoming.query.toString(),
    requestHeaders: loggedHeaders(request),
    requestBody: incoming.body,
    status,
    responseHeaders: Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name, String(value)]),
    ),
    responseBody: body,
    fault: spoilt ? `${spoilt.kind};${spoilt.phase}` : null,
  });
}

async function parseIncoming(request: IncomingMessage): Promise<Incoming | null> {
  const url = new URL(request.url ?? "/", "http://sandbox");
  const match = /^\/stores\/([^/]+)(\/(v2|v3)\/.*)$/.exec(url.pathname);
  const body = await readBody(request);
  if (!match) return null;
  return {
    method: request.method ?? "GET",
    hash: match[1] ?? "",
    version: match[3] === "v2" ? "v2" : "v3",
    path: (match[2] ?? "").replace(/\/+$/, "").replace(/\.(json|xml)$/, ""),
    query: url.searchParams,
    body,
  };
}

function answer(world: World, request: IncomingMessage, incoming: Incoming): Reply {
  try {
    const { store, token } = authenticate(world, request, incoming.hash);
    const found = findRoute(apiRoutes, incoming.method, incoming.path);
    if (found === "not-found") throw new Problem(404, "The requested resource was not found.");
    if (found === "method-not-allowed")
      throw new Problem(405, "The method is not allowed for this resource.");
    const { scopes } = found.route;
    if (!token.scopes || (scopes.length > 0 && !scopes.some((scope) => token.scopes?.includes(scope)))) {
      throw new Problem(403, "You don't have a required scope to access the endpoint");
    }
    return found.route.handler({
      world,
      store,
      token,
      params: found.params,
      query: incoming.query,
      body: parseBody(request, incoming.body),
      headers: request.headers,
    });
  } catch (error) {
    if (error instanceof Problem) return problemReply(error, incoming.version);
    throw error;
  }
}

function authenticate(
  world: World,
  request: IncomingMessage,
  hash: string,
): { store: StoreState; token: Token } {
  const given = headerOf(request, "x-auth-token");
  const store = storeOf(world, hash);
  const token = store?.tokens.find((entry) => entry.token === given && !entry.revoked);
  if (!store || !token) throw new Problem(401, "Unauthorized");
  return { store, token };
}

function parseBody(request: IncomingMessage, body: string): unknown {
  if (!body) return undefined;
  if (!headerOf(request, "content-type")?.includes("application/json")) {
    throw new Problem(415, "Unsupported Media Type");
  }
  try {
    return JSON.parse(body);
  } catch {
    throw new Problem(400, "Input is invalid");
  }
}

function tooMany(rateHeaders: Record<string, string>): Reply {
  const seconds = Math.ceil(Number(rateHeaders["x-rate-limit-time-reset-ms"]) / 1000);
  return {
    status: 429,
    json: { status: 429, title: "Too many requests", type: "about:blank" },
    headers: { "x-retry-after": String(Math.max(1, seconds)) },
  };
}

function wantsJson(request: IncomingMessage): boolean {
  return /\bjson\b/.test(headerOf(request, "accept") ?? "") || /\.json(\?|$)/.test(request.url ?? "");
}

function headerOf(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value[0] : value;
}

function loggedHeaders(request: IncomingMessage): Record<string, string> {
  const entries = Object.entries(request.headers).filter(([name]) => name !== "x-auth-token");
  return Object.fromEntries(entries.map(([name, value]) => [name, String(value)]));
}

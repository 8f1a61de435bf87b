import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, onTestFinished } from "vitest";
import { BigCommerceClient, type ClientOptions } from "@/lib/bigcommerce/client/client";
import { RateBudget } from "@/lib/bigcommerce/client/rate-budget";
import { type Runtime, systemRuntime } from "@/lib/bigcommerce/client/runtime";

export type SeenRequest = {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: IncomingMessage["headers"];
  body: string;
};
export type Handler = (request: SeenRequest, response: ServerResponse, count: number) => void | Promise<void>;

/** A real HTTP server for one test: `handler` is called for every request, in order, and may misbehave as it likes. */
export async function startApi(handler: Handler, options: { forTheWholeFile?: boolean } = {}) {
  const seen: SeenRequest[] = [];
  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? "/", "http://x");
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const path = url.pathname.replace(/^\/stores\/[^/]+\//, "");
    const entry = {
      method: request.method ?? "",
      path,
      query: url.searchParams,
      headers: request.headers,
      body: Buffer.concat(chunks).toString(),
    };
    seen.push(entry);
    await handler(entry, response, seen.length);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  (options.forTheWholeFile ? afterAll : onTestFinished)(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, seen };
}

/** No waiting for back-off in tests: sleeps of the client end at once, the budget's deadline timers never fire. */
export function hurriedRuntime(slept: number[] = []): Runtime {
  return {
    ...systemRuntime,
    random: () => 0.5,
    sleep: async (ms, signal) => {
      slept.push(ms);
      if (ms > 5_000) await systemRuntime.sleep(ms, signal);
    },
  };
}

export function clientFor(url: string, options: Partial<ClientOptions> = {}): BigCommerceClient {
  const runtime = options.runtime ?? hurriedRuntime();
  return new BigCommerceClient({
    storeHash: "abc123",
    accessToken: "s3cret-token",
    baseUrl: url,
    runtime,
    budget: new RateBudget(runtime, "abc123"),
    attemptTimeoutMs: 2_000,
    ...options,
  });
}

export function sendJson(
  response: ServerResponse,
  body: unknown,
  status = 200,
  headers: Record<string, string> = {},
) {
  response.writeHead(status, { "content-type": "application/json", ...headers }).end(JSON.stringify(body));
}

export const rateHeaders = (left: number, quota = 150, resetMs = 15_000, windowMs = 30_000) => ({
  "x-rate-limit-requests-left": String(left),
  "x-rate-limit-requests-quota": String(quota),
  "x-rate-limit-time-reset-ms": String(resetMs),
  "x-rate-limit-time-window-ms": String(windowMs),
});

import type { IncomingMessage, ServerResponse } from "node:http";
import { onShutdown } from "@/lib/on-shutdown";
import { readShopperRequest } from "@/lib/server/shopper-request";
import { BalanceWatch, type WatchOptions, watchDefaults } from "@/lib/services/storefront/balance-watch";

export type StreamOptions = WatchOptions & {
  /** How often a quiet stream shows that it lives. Proxies cut what is silent for a minute. */
  heartbeatMs: number;
  /** The comment that does it; a test makes it heavy. */
  heartbeat: string;
};

export const streamDefaults: StreamOptions = { ...watchDefaults, heartbeatMs: 20_000, heartbeat: ":\n\n" };

const path = "/api/storefront/events";

export function isEventStream(request: IncomingMessage): boolean {
  return request.method === "GET" && request.url === path;
}

/** Told to every kind of proxy: pass on at once what comes, do not keep or change it. */
const streamHeaders = {
  "content-type": "text/event-stream; charset=utf-8",
  "cache-control": "private, no-cache, no-transform",
  "x-accel-buffering": "no",
};

/**
 * Server-sent events for signed-in shoppers: `balance` with the points as they stand, at once and after every change.
 * A stream ends when its bearer does, when the store is uninstalled, when the customer is gone, when its reader does
 * not keep up, or when the server stops; the widget then comes back with a new bearer, or falls back to asking.
 */
export function createEventStreams(options: StreamOptions = streamDefaults) {
  const watch = new BalanceWatch(options);
  const open = new Set<ServerResponse>();
  // What is being answered may finish at a stop, and a stream never would by itself.
  onShutdown("event-streams", async () => {
    for (const response of open) response.end();
  });

  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const call = readShopperRequest(request);
    try {
      const { storeId, customerId, expiresAtMs } = await call.enter();
      if (response.destroyed) return;
      const write = (text: string) => {
        // What the reader has not taken by the next event it will not take: our memory is not its buffer.
        if (response.writableNeedDrain || response.writableEnded) response.destroy();
        else response.write(text);
      };
      const unwatch = watch.add({
        storeId,
        customerId,
        onBalance: (points) => write(`event: balance\ndata: ${JSON.stringify(points)}\n\n`),
        onGone: () => response.end(),
      });
      open.add(response);
      const heartbeat = setInterval(() => write(options.heartbeat), options.heartbeatMs);
      const expiry = setTimeout(() => response.end(), expiresAtMs - Date.now());
      response.once("close", () => {
        unwatch();
        open.delete(response);
        clearInterval(heartbeat);
        clearTimeout(expiry);
      });
      response.writeHead(200, { ...streamHeaders, ...call.headers() }).flushHeaders();
    } catch (thrown) {
      await call.refuse(response, thrown);
    }
  };
}

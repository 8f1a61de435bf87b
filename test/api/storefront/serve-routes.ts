import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import * as account from "@/app/api/storefront/account/route";
import * as callouts from "@/app/api/storefront/callouts/route";
import * as events from "@/app/api/storefront/events/route";
import * as pointsTransactions from "@/app/api/storefront/points_transactions/route";
import * as program from "@/app/api/storefront/program/route";
import * as rewardFulfillments from "@/app/api/storefront/reward_fulfillments/route";
import * as session from "@/app/api/storefront/session/route";
import * as widgetFile from "@/app/widget/[file]/route";
import * as widgetScript from "@/app/widget.js/route";
import { clientAddressHeader } from "@/lib/http/client-address";
import { createEventStreams, isEventStream } from "@/lib/server/event-streams";

type Handler = (request: Request, context: { params: Promise<unknown> }) => Promise<Response>;
type Routes = { GET?: Handler; POST?: Handler; OPTIONS?: (request: Request) => Promise<Response> };

const routes: Record<string, Routes> = {
  "/api/storefront/session": session,
  "/api/storefront/account": account,
  "/api/storefront/callouts": callouts,
  "/api/storefront/events": events,
  "/api/storefront/points_transactions": pointsTransactions,
  "/api/storefront/program": program,
  "/api/storefront/reward_fulfillments": rewardFulfillments,
  "/widget.js": widgetScript,
};

export type StorefrontApp = {
  url: string;
  requests: string[];
  /** Where calls come from that do not name an address themselves (`x-test-address`). */
  visitor: { address: string };
  stop(): Promise<void>;
};

/** The storefront routes of the app on a port of their own, without building the rest of it. */
export async function serveRoutes(port = 0): Promise<StorefrontApp> {
  const requests: string[] = [];
  const visitor = { address: "127.0.0.1" };
  const answerEventStream = createEventStreams();
  const server = createServer((incoming, outgoing) => {
    requests.push(`${incoming.method} ${incoming.url}`);
    if (isEventStream(incoming)) {
      incoming.headers[clientAddressHeader] = visitor.address;
      return void answerEventStream(incoming, outgoing);
    }
    answer(incoming, visitor.address).then(
      (response) => send(response, outgoing),
      (error) => outgoing.writeHead(500).end(String(error)),
    );
  });
  await new Promise<void>((ready) => server.listen(port, "127.0.0.1", ready));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    visitor,
    stop: () =>
      new Promise((done) => {
        server.closeAllConnections();
        server.close(() => done());
      }),
  };
}

async function answer(incoming: IncomingMessage, address: string): Promise<Response> {
  const url = new URL(incoming.url ?? "/", `http://${incoming.headers.host}`);
  const file = /^\/widget\/([^/]+)$/.exec(url.pathname)?.[1];
  const route = file === undefined ? routes[url.pathname] : (widgetFile as Routes);
  const method = incoming.method as keyof Routes;
  const handler = route?.[method];
  if (!handler) return new Response(null, { status: route ? 405 : 404 });
  const headers = new Headers();
  for (const [name, value] of Object.entries(incoming.headers)) headers.set(name, String(value));
  headers.set(clientAddressHeader, headers.get("x-test-address") ?? address);
  const body = method === "POST" ? await readAll(incoming) : null;
  const params = Promise.resolve({ file: file && decodeURIComponent(file) });
  return handler(new Request(url, { method, headers, body }), { params });
}

async function readAll(incoming: IncomingMessage): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk);
  return new Uint8Array(Buffer.concat(chunks));
}

async function send(response: Response, outgoing: ServerResponse): Promise<void> {
  outgoing.writeHead(response.status, Object.fromEntries(response.headers));
  outgoing.end(Buffer.from(await response.arrayBuffer()));
}

import type { IncomingMessage, ServerResponse } from "node:http";
import type { StreamOptions } from "@/lib/server/event-streams";
import { drain } from "@/lib/server/shut-down";

type Route = (request: Request, context: { params: Promise<unknown> }) => Promise<Response> | Response;
export type InProcessApp = { url: string; stop(): Promise<void> };

/**
 * Our HTTP server with given route handlers behind it instead of Next: real HTTP in the test's own process, ready in
 * milliseconds. Import it after the environment is set.
 */
export async function startInProcessApp(
  port: number,
  routes: Record<string, Partial<Record<string, Route>>>,
  streams?: StreamOptions,
): Promise<InProcessApp> {
  const { listen } = await import("@/lib/server/listen");
  const door = await listen({ port, host: "127.0.0.1", trustedHops: 0, ...(streams ? { streams } : {}) });
  door.open(async (incoming, outgoing) => {
    const url = new URL(incoming.url ?? "/", `http://127.0.0.1:${door.port}`);
    const route = routes[url.pathname]?.[incoming.method ?? ""];
    const answer = route
      ? await route(await toRequest(incoming, url), { params: Promise.resolve({}) })
      : new Response(null, { status: 404 });
    await send(answer, outgoing);
  });
  return { url: `http://127.0.0.1:${door.port}`, stop: () => drain(door.server, 1000) };
}

async function toRequest(incoming: IncomingMessage, url: URL): Promise<Request> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk);
  const headers = new Headers();
  for (const [name, value] of Object.entries(incoming.headers)) headers.set(name, String(value));
  return new Request(url, {
    method: incoming.method ?? "GET",
    headers,
    ...(chunks.length > 0 ? { body: Buffer.concat(chunks) } : {}),
  });
}

async function send(answer: Response, outgoing: ServerResponse): Promise<void> {
  outgoing.writeHead(answer.status, Object.fromEntries(answer.headers));
  outgoing.end(Buffer.from(await answer.arrayBuffer()));
}

import type { IncomingHttpHeaders } from "node:http";
import { listen } from "@/test/sandbox/http/listener";
import { readBody } from "@/test/sandbox/http/read-body";

export type Received = {
  headers: IncomingHttpHeaders;
  raw: string;
  body: { scope: string; data: { id: number } };
};

/** A server on loopback that keeps what is posted to it; `answer` decides the status of each, 200 by default. */
export async function startReceiver() {
  const received: Received[] = [];
  const settings = { answer: (_count: number): number => 200 };
  const listener = await listen(0, async (request, response) => {
    const raw = await readBody(request);
    received.push({ headers: request.headers, raw, body: JSON.parse(raw) });
    response.writeHead(settings.answer(received.length));
    response.end();
  });
  return { received, settings, url: `http://127.0.0.1:${listener.port}/hooks`, close: listener.close };
}

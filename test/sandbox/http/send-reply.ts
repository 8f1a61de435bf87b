import type { IncomingMessage, ServerResponse } from "node:http";
import { gzipSync } from "node:zlib";
import type { Reply } from "./reply";
import { toXml } from "./to-xml";

const gzipFromBytes = 1024;

/** The body of a reply as text, in the format the caller gets. */
export function encodeReply(
  reply: Reply,
  asXml: boolean,
  root: string,
): { body: string; contentType: string | null } {
  if (reply.text !== undefined) return { body: reply.text, contentType: null };
  if (reply.json === undefined) return { body: "", contentType: null };
  if (asXml) return { body: toXml(reply.json, root), contentType: "application/xml" };
  return { body: JSON.stringify(reply.json), contentType: "application/json" };
}

/** Writes a reply; larger bodies are compressed for callers that take gzip, errors included, as BigCommerce does. */
export function sendReply(
  request: IncomingMessage,
  response: ServerResponse,
  status: number,
  headers: Record<string, string | string[]>,
  body: string,
): void {
  const compress =
    body.length >= gzipFromBytes && String(request.headers["accept-encoding"] ?? "").includes("gzip");
  const bytes = compress ? gzipSync(body, { level: 1 }) : Buffer.from(body);
  response.writeHead(status, {
    ...headers,
    ...(compress ? { "content-encoding": "gzip" } : {}),
    ...(status === 204 || status === 304 ? {} : { "content-length": String(bytes.length) }),
  });
  response.end(status === 204 ? undefined : bytes);
}

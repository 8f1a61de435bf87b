import type { ServerResponse } from "node:http";
import { gzipSync } from "node:zlib";
import type { FaultKind } from "./faults";

const htmlPage = (status: number, title: string) =>
  `<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>Error ${status}</title></head>` +
  `<body><h1>${title}</h1><p>Something went wrong.</p></body></html>`;

/**
 * Spoils an answer. `body` is the proper one, for the faults that damage it. Answers what was sent, for the log;
 * 0 means that the caller got nothing.
 */
export function sendFault(
  kind: FaultKind,
  response: ServerResponse,
  body: string,
  rateHeaders: Record<string, string>,
): { status: number; body: string } {
  const send = (status: number, text: string | Buffer, headers: Record<string, string>) => {
    response.writeHead(status, headers);
    response.end(text);
    return { status, body: typeof text === "string" ? text : text.toString("latin1") };
  };
  const page = { "content-type": "text/html; charset=UTF-8" };
  const json = { "content-type": "application/json" };
  const full = body || JSON.stringify({ data: [], meta: {} });
  switch (kind) {
    case "html-500":
      return send(500, htmlPage(500, "Internal Server Error"), page);
    case "html-502":
      return send(502, htmlPage(502, "Bad Gateway"), page);
    case "gateway-504":
      return send(504, "upstream request timeout", { "content-type": "text/plain" });
    case "empty-429":
      return send(429, "", rateHeaders);
    case "headerless-429":
      return send(429, "", {});
    case "rate-limit":
      return send(429, JSON.stringify({ status: 429, title: "Too many requests", type: "about:blank" }), {
        ...json,
        ...rateHeaders,
        "x-rate-limit-requests-left": "0",
        "x-retry-after": "1",
      });
    case "maintenance-503":
      return send(503, htmlPage(503, "This store is unavailable"), page);
    case "unauthorized":
      return send(401, JSON.stringify({ status: 401, title: "Unauthorized", type: "about:blank" }), json);
    case "forbidden":
      return send(
        403,
        JSON.stringify({ status: 403, title: "You don't have a required scope", errors: {} }),
        json,
      );
    case "xml":
      return send(200, '<?xml version="1.0" encoding="UTF-8"?>\n<orders></orders>', {
        "content-type": "application/xml",
      });
    case "gzip-error":
      return send(500, gzipSync(JSON.stringify([{ status: 500, message: "Internal error" }])), {
        ...json,
        "content-encoding": "gzip",
      });
    case "broken-gzip":
      return send(200, gzipSync(full).fill(0xff, 10), { ...json, "content-encoding": "gzip" });
    case "truncated": {
      const half = full.slice(0, Math.floor(full.length / 2));
      response.writeHead(200, { ...json, "content-length": String(Buffer.byteLength(full)) });
      response.write(half);
      setTimeout(() => response.destroy(), 20);
      return { status: 200, body: half };
    }
    case "reset":
      response.socket?.resetAndDestroy();
      return { status: 0, body: "" };
    default:
      // "timeout": the connection stays open until the caller gives up.
      return { status: 0, body: "" };
  }
}

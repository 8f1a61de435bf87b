import { createHash } from "node:crypto";
import { promisify } from "node:util";
import { brotliCompress, gzip } from "node:zlib";
import { matchesTag } from "@/lib/http/reply-tagged";
import type { WidgetFile } from "@/lib/widget/widget-files";

/** For scripts that any page may load, with or without `crossorigin`. */
const openHeaders = {
  "content-type": "text/javascript; charset=utf-8",
  "access-control-allow-origin": "*",
  "cross-origin-resource-policy": "cross-origin",
  "timing-allow-origin": "*",
  "x-content-type-options": "nosniff",
  vary: "accept-encoding",
};

/** A script, or the part of it that its query names, in the smallest coding the browser takes, or 304 when it has it already. */
export function sendScript(request: Request, whole: WidgetFile, cacheControl: string): Response {
  const file = partOf(request, whole);
  const etag = `"${createHash("sha256").update(file.body).digest("base64url").slice(0, 22)}"`;
  const headers = { ...openHeaders, etag, "cache-control": cacheControl };
  if (matchesTag(request.headers.get("if-none-match"), etag))
    return new Response(null, { status: 304, headers });
  const accepted = (file.body.length > 0 && request.headers.get("accept-encoding")) || "";
  const [coding, body] = /\bbr\b/.test(accepted)
    ? (["br", file.brotli] as const)
    : /\bgzip\b/.test(accepted)
      ? (["gzip", file.gzip] as const)
      : ([null, file.body] as const);
  return new Response(new Uint8Array(body), {
    headers: coding ? { ...headers, "content-encoding": coding } : headers,
  });
}

function partOf(request: Request, whole: WidgetFile): WidgetFile {
  const asked = new URL(request.url).searchParams;
  const named = Object.entries(whole.parts ?? {}).find(([name]) => asked.has(name));
  return named?.[1] ?? whole;
}

const brotli = promisify(brotliCompress);
const gzipped = promisify(gzip);

/** All codings of a small script. */
export async function encodeScript(text: string): Promise<WidgetFile> {
  const body = Buffer.from(text);
  return { body, brotli: await brotli(body), gzip: await gzipped(body) };
}

import { gunzipSync } from "node:zlib";

/** A page of 250 orders with their lines is about 3 MB; anything above this is not an answer we asked for. */
const bodyBytesMax = 32 * 1024 * 1024;

export type ReadBody =
  | { kind: "empty" }
  | { kind: "json"; value: unknown; text: string }
  | { kind: "text"; text: string };

/**
 * Reads an answer whatever it turns out to be: nothing (204, an empty 429), JSON, an HTML or XML page, cut-off
 * JSON, or gzip that the gateway forgot to announce. The content type is not believed: BigCommerce has sent
 * HTML as JSON and JSON as text. Throws when the connection breaks on the way or the body is too large.
 */
export async function readBody(response: Response): Promise<ReadBody> {
  const bytes = await readBytes(response);
  if (bytes.length === 0) return { kind: "empty" };
  const text = decode(bytes).trim();
  if (text === "") return { kind: "empty" };
  try {
    return { kind: "json", value: JSON.parse(text), text };
  } catch {
    return { kind: "text", text };
  }
}

async function readBytes(response: Response): Promise<Buffer> {
  if (!response.body) return Buffer.alloc(0);
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body as AsyncIterable<Uint8Array>) {
    size += chunk.length;
    if (size > bodyBytesMax) throw new Error(`answer larger than ${bodyBytesMax} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function decode(bytes: Buffer): string {
  const isGzip = bytes[0] === 0x1f && bytes[1] === 0x8b;
  if (!isGzip) return bytes.toString("utf8");
  try {
    return gunzipSync(bytes, { maxOutputLength: bodyBytesMax }).toString("utf8");
  } catch {
    return "(gzip that does not unpack)";
  }
}

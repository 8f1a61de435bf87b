import { AppError } from "@/lib/errors";

export const bodyBytesMax = 64 * 1024;

/**
 * The request's JSON, read no further than `bytesMax`.
 * Throws `AppError`: `unsupported_media_type`, `payload_too_large` or `invalid_json`.
 */
export async function readJsonBody(request: Request, bytesMax: number = bodyBytesMax): Promise<unknown> {
  if (!isJson(request.headers.get("content-type"))) {
    throw new AppError("unsupported_media_type", "Send application/json.");
  }
  return parseJson(new TextDecoder().decode(await readBytes(request, bytesMax)));
}

export function isJson(contentType: string | null | undefined): boolean {
  return /^application\/(?:[\w.+-]+\+)?json\s*(?:;|$)/i.test(contentType ?? "");
}

/** Throws `AppError("invalid_json")`, also for a NUL or half a character in a text, which Postgres cannot keep. */
export function parseJson(text: string): unknown {
  try {
    if (text.includes("\\u0000")) throw new SyntaxError("NUL");
    const value: unknown = JSON.parse(text);
    // Written again, halves alone stay escaped: pairs do not.
    if (/\\ud[89a-f]/i.test(text) && /(?<!\\)(?:\\\\)*\\ud[89a-f]/.test(JSON.stringify(value))) {
      throw new SyntaxError("half a character");
    }
    return value;
  } catch {
    throw new AppError("invalid_json", "The body is not valid JSON.");
  }
}

/** The raw body. A length that is announced too large is refused before anything is read. */
export async function readBytes(request: Request, bytesMax: number): Promise<Uint8Array> {
  if (Number(request.headers.get("content-length") ?? 0) > bytesMax) throw tooLarge(bytesMax);
  if (!request.body) return new Uint8Array();
  const chunks: Uint8Array[] = [];
  let length = 0;
  const reader = request.body.getReader();
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    length += part.value.byteLength;
    if (length > bytesMax) {
      await reader.cancel();
      throw tooLarge(bytesMax);
    }
    chunks.push(part.value);
  }
  return Buffer.concat(chunks, length);
}

function tooLarge(bytesMax: number): AppError {
  return new AppError("payload_too_large", `The body is larger than ${bytesMax} bytes.`);
}

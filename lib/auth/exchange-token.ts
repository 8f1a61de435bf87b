import { createHash, randomBytes } from "node:crypto";

export const exchangeTokenSeconds = 120;

/** A one-time code for the way from `/load` to the page; only its hash is kept. */
export function createExchangeToken(): { code: string; tokenHash: Uint8Array<ArrayBuffer> } {
  const code = randomBytes(32).toString("base64url");
  return { code, tokenHash: hashExchangeToken(code) };
}

export function hashExchangeToken(code: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(createHash("sha256").update(`laurel/exchange/${code}`).digest());
}

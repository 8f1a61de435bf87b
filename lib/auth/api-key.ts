import { createHash, randomBytes } from "node:crypto";

const shape = /^lak_[A-Za-z0-9_-]{43}$/;
const prefixLength = 10;

export type CreatedApiKey = { key: string; keyHash: Uint8Array<ArrayBuffer>; prefix: string };

/** A key of 256 random bits; its beginning tells people and secret scanners what it is. */
export function createApiKey(): CreatedApiKey {
  const key = `lak_${randomBytes(32).toString("base64url")}`;
  return { key, keyHash: hashApiKey(key), prefix: key.slice(0, prefixLength) };
}

export const isApiKey = (text: string): boolean => shape.test(text);

/**
 * SHA-256, by which a key is looked up. No salt and no slow hash: nobody guesses 256 random bits, and how long the
 * look-up of a hash takes says nothing about the key.
 */
export function hashApiKey(key: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(createHash("sha256").update(key).digest());
}

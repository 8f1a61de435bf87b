import type { KeyObject } from "node:crypto";
import { createSecretKey } from "node:crypto";

/** Keys by id; the first one listed encrypts, all decrypt. */
export type Keyring = { current: { id: string; key: KeyObject }; byId: ReadonlyMap<string, KeyObject> };

const keyBytes = 32;
const entryPattern = /^([A-Za-z0-9_-]{1,32}):([A-Za-z0-9+/_-]+={0,2})$/;

/**
 * Reads `ENCRYPTION_KEY`: `keyId:base64(32 bytes)`, several separated by commas. To rotate, put a new key in front,
 * restart, run `npm run keys:rotate`, then drop the old one.
 *
 * @throws Error naming the faulty entry by position, never its content.
 */
export function parseKeyring(text: string): Keyring {
  const entries = text.split(",").map((entry) => entry.trim());
  const keys = entries.map((entry, index) => parseEntry(entry, index + 1));
  const [current] = keys;
  const byId = new Map(keys.map(({ id, key }) => [id, key]));
  if (!current || byId.size !== keys.length) throw new Error("ENCRYPTION_KEY: two keys have the same id");
  return { current, byId };
}

function parseEntry(entry: string, position: number): { id: string; key: KeyObject } {
  const [, id, base64] = entryPattern.exec(entry) ?? [];
  const bytes = Buffer.from(base64 ?? "", "base64");
  if (id === undefined || bytes.length !== keyBytes) {
    throw new Error(`ENCRYPTION_KEY: key ${position} is not "id:base64 of ${keyBytes} bytes"`);
  }
  return { id, key: createSecretKey(bytes) };
}

import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { env } from "@/lib/env";
import { type Keyring, parseKeyring } from "./keyring";

/**
 * Access tokens and webhook secrets at rest: AES-256-GCM in an envelope `v1.<keyId>.<iv>.<ciphertext+tag>` (base64url).
 * The store hash is authenticated with it, so an envelope copied to another store's row does not open.
 */
const version = "v1";
const ivBytes = 12;
const tagBytes = 16;

let cached: { text: string; keyring: Keyring } | undefined;

/** The keys of this process. Throws when `ENCRYPTION_KEY` is missing or malformed. */
function keyringFromEnv(): Keyring {
  const text = env().ENCRYPTION_KEY;
  if (cached?.text !== text) cached = { text, keyring: parseKeyring(text) };
  return cached.keyring;
}

export function encryptToken(token: string, storeHash: string, keyring: Keyring = keyringFromEnv()): string {
  const { id, key } = keyring.current;
  const iv = randomBytes(ivBytes);
  const cipher = createCipheriv("aes-256-gcm", key, iv, { authTagLength: tagBytes });
  cipher.setAAD(boundTo(id, storeHash));
  const sealed = Buffer.concat([cipher.update(token, "utf8"), cipher.final(), cipher.getAuthTag()]);
  return [version, id, iv.toString("base64url"), sealed.toString("base64url")].join(".");
}

/**
 * @throws Error when the envelope is malformed, of another store, changed, or its key is no longer in
 *   `ENCRYPTION_KEY`. Messages name the key id only.
 */
export function decryptToken(
  envelope: string,
  storeHash: string,
  keyring: Keyring = keyringFromEnv(),
): string {
  const { keyId, iv, sealed } = openEnvelope(envelope);
  const key = keyring.byId.get(keyId);
  if (!key) throw new Error(`token is encrypted with key "${keyId}", which ENCRYPTION_KEY does not hold`);
  const decipher = createDecipheriv("aes-256-gcm", key, iv, { authTagLength: tagBytes });
  decipher.setAAD(boundTo(keyId, storeHash));
  decipher.setAuthTag(sealed.subarray(-tagBytes));
  try {
    return Buffer.concat([decipher.update(sealed.subarray(0, -tagBytes)), decipher.final()]).toString("utf8");
  } catch {
    throw new Error(`token encrypted with key "${keyId}" does not open: changed, or of another store`);
  }
}

/** Is the envelope sealed with another key than the one that encrypts now? */
export function needsRotation(envelope: string, keyring: Keyring = keyringFromEnv()): boolean {
  return openEnvelope(envelope).keyId !== keyring.current.id;
}

function openEnvelope(envelope: string): { keyId: string; iv: Buffer; sealed: Buffer } {
  const [envelopeVersion, keyId, ivText, sealedText, ...rest] = envelope.split(".");
  const iv = Buffer.from(ivText ?? "", "base64url");
  const sealed = Buffer.from(sealedText ?? "", "base64url");
  const isWhole = envelopeVersion === version && keyId && rest.length === 0;
  if (!isWhole || iv.length !== ivBytes || sealed.length < tagBytes) {
    throw new Error(`not a ${version} token envelope`);
  }
  return { keyId, iv, sealed };
}

function boundTo(keyId: string, storeHash: string): Buffer {
  return Buffer.from(`${version}.${keyId}.${storeHash}`, "utf8");
}

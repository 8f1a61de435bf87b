import { hkdfSync } from "node:crypto";
import { env } from "@/lib/env";

/** What a secret of ours is used for. Each purpose has a key of its own, so no token can pass for another. */
export type KeyPurpose = "shopper-session";

const keys = new Map<string, Uint8Array>();

/** A 32-byte key for `purpose`, derived from NEXTAUTH_SECRET by HKDF-SHA256. Throws when the secret is not set. */
export function deriveKey(purpose: KeyPurpose, secret: string = sessionSecret()): Uint8Array {
  const cacheKey = `${purpose}\n${secret}`;
  const known = keys.get(cacheKey);
  if (known) return known;
  const key = new Uint8Array(hkdfSync("sha256", secret, "", `laurel/${purpose}`, 32));
  keys.set(cacheKey, key);
  return key;
}

/** NEXTAUTH_SECRET, which must be there and long enough to sign with. */
export function sessionSecret(secret: string = env().NEXTAUTH_SECRET): string {
  if (secret.length < 16) throw new Error("NEXTAUTH_SECRET must be set (at least 16 characters).");
  return secret;
}

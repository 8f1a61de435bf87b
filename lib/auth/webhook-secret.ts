import { createHash, randomBytes, timingSafeEqual } from "node:crypto";

/** The header our webhooks carry at BigCommerce; its value is random per store. */
export const webhookSecretHeader = "x-laurel-hook";

/** How long the secret before a rotation still opens the door: deliveries are retried for two days. */
export const previousSecretDays = 7;

export type WebhookSecrets = {
  webhookSecretHash: Uint8Array | null;
  previousWebhookSecretHash: Uint8Array | null;
  previousSecretValidUntil: Date | null;
};

export function createWebhookSecret(): { secret: string; secretHash: Uint8Array<ArrayBuffer> } {
  const secret = randomBytes(32).toString("base64url");
  return { secret, secretHash: hashWebhookSecret(secret) };
}

export function hashWebhookSecret(secret: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(createHash("sha256").update(secret).digest());
}

/**
 * Whether `presented` is the store's secret, or the one before it within its grace time. Hashes are compared in
 * constant time, so neither content nor length leaks.
 */
export function isWebhookSecret(presented: string | undefined, known: WebhookSecrets, now: Date): boolean {
  if (!presented) return false;
  const hash = hashWebhookSecret(presented);
  const current = equal(hash, known.webhookSecretHash);
  const previous = equal(hash, known.previousWebhookSecretHash);
  const inGrace = known.previousSecretValidUntil !== null && now < known.previousSecretValidUntil;
  return current || (previous && inGrace);
}

function equal(hash: Uint8Array, known: Uint8Array | null): boolean {
  return known !== null && known.length === hash.length && timingSafeEqual(hash, known);
}

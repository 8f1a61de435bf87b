import { createIdentitySecret, previousIdentitySecretHours } from "@/lib/auth/identity-token";
import { decryptToken, encryptToken } from "@/lib/crypto/token-envelope";
import { findIdentitySecrets, removeIdentitySecrets, replaceIdentitySecret } from "@/lib/db/identity-secrets";
import type { IdentitySecretState } from "@/lib/schemas/admin/identity-secret";

/** Whether a store's own server can vouch for its shoppers; the secret itself is told once, when it is made. */
export async function getIdentitySecretState(storeId: bigint, now: Date): Promise<IdentitySecretState> {
  const found = await findIdentitySecrets(storeId);
  const until = found?.previousIdentitySecretValidUntil ?? null;
  return {
    setAt: found?.identitySecretSetAt?.toISOString() ?? null,
    previousValidUntil: until && until > now ? until.toISOString() : null,
  };
}

/** Makes a new secret and tells it, this once; the one before stays valid for a day. */
export async function rotateIdentitySecret(
  store: { id: bigint; hash: string },
  now: Date,
): Promise<{ secret: string }> {
  const secret = createIdentitySecret();
  await replaceIdentitySecret(store.id, {
    encrypted: encryptToken(secret, store.hash),
    setAt: now,
    previousValidUntil: new Date(now.getTime() + previousIdentitySecretHours * 3_600_000),
  });
  return { secret };
}

/**
 * Tokens of a store's own server are refused from now on, with the secret before too. Sessions that were opened by one
 * last until they end by themselves, 15 minutes at most.
 */
export const revokeIdentitySecret = (storeId: bigint): Promise<void> => removeIdentitySecrets(storeId);

/** The secrets that sign now, the newest first; none before one was made. */
export async function readIdentitySecrets(store: { id: bigint; hash: string }, now: Date): Promise<string[]> {
  const found = await findIdentitySecrets(store.id);
  const until = found?.previousIdentitySecretValidUntil;
  const previous = until && until > now ? found.previousIdentitySecretEncrypted : null;
  return [found?.identitySecretEncrypted, previous]
    .filter((envelope) => envelope != null)
    .map((envelope) => decryptToken(envelope, store.hash));
}

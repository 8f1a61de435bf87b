import { db, pool } from "@/lib/db/client";

export type IdentitySecrets = {
  identitySecretEncrypted: string | null;
  identitySecretSetAt: Date | null;
  previousIdentitySecretEncrypted: string | null;
  previousIdentitySecretValidUntil: Date | null;
};

/** What signs identity tokens of a store; null when there is no such store. */
export function findIdentitySecrets(storeId: bigint): Promise<IdentitySecrets | null> {
  return db().store.findUnique({
    where: { id: storeId },
    select: {
      identitySecretEncrypted: true,
      identitySecretSetAt: true,
      previousIdentitySecretEncrypted: true,
      previousIdentitySecretValidUntil: true,
    },
  });
}

/** Sets a new secret; the present one stays valid until `previousValidUntil`. */
export async function replaceIdentitySecret(
  storeId: bigint,
  secret: { encrypted: string; setAt: Date; previousValidUntil: Date },
): Promise<void> {
  await db().$executeRaw`
    UPDATE stores
       SET previous_identity_secret_encrypted = identity_secret_encrypted,
           previous_identity_secret_valid_until =
             CASE WHEN identity_secret_encrypted IS NULL THEN NULL ELSE ${secret.previousValidUntil}::timestamptz END,
           identity_secret_encrypted = ${secret.encrypted}, identity_secret_set_at = ${secret.setAt}, updated_at = now()
     WHERE id = ${storeId}`;
}

/** No secret signs from now on, the one before neither. */
export async function removeIdentitySecrets(storeId: bigint): Promise<void> {
  await db().store.update({
    where: { id: storeId },
    data: {
      identitySecretEncrypted: null,
      identitySecretSetAt: null,
      previousIdentitySecretEncrypted: null,
      previousIdentitySecretValidUntil: null,
    },
  });
}

/**
 * Counts one use of a token, named by the hash of its `jti`; returns how often it was used with this one. Rows of
 * tokens that have expired go on the way.
 */
export async function countIdentityUse(storeId: bigint, jtiHash: Buffer, expiresAt: Date): Promise<number> {
  await pool().query({
    name: "identity-uses-expired",
    text: `DELETE FROM identity_token_uses WHERE (store_id, jti_hash) IN (
             SELECT store_id, jti_hash FROM identity_token_uses WHERE expires_at < now() - interval '5 minutes' LIMIT 20
               FOR UPDATE SKIP LOCKED)`,
  });
  const { rows } = await pool().query<{ uses: number }>({
    name: "identity-use",
    text: `INSERT INTO identity_token_uses (store_id, jti_hash, uses, expires_at) VALUES ($1, $2, 1, $3)
           ON CONFLICT (store_id, jti_hash) DO UPDATE SET uses = identity_token_uses.uses + 1
           RETURNING uses`,
    values: [String(storeId), jtiHash, expiresAt],
  });
  return rows[0]?.uses ?? 0;
}

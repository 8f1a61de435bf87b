import { db } from "@/lib/db/client";

export type NewWebhookSecret = { encrypted: string; hash: Uint8Array<ArrayBuffer>; previousValidUntil: Date };

/** Replaces a store's webhook secret; the present one stays valid until `previousValidUntil`. */
export async function replaceWebhookSecret(storeId: bigint, secret: NewWebhookSecret): Promise<void> {
  await db().$executeRaw`
    UPDATE stores
       SET previous_webhook_secret_hash = webhook_secret_hash, previous_secret_valid_until = ${secret.previousValidUntil},
           webhook_secret_hash = ${secret.hash}, webhook_secret_encrypted = ${secret.encrypted}, updated_at = now()
     WHERE id = ${storeId} AND status = 'installed'`;
}

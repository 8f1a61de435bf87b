import { createWebhookSecret, previousSecretDays } from "@/lib/auth/webhook-secret";
import { encryptToken } from "@/lib/crypto/token-envelope";
import { findStoreByHash } from "@/lib/db/stores";
import { replaceWebhookSecret } from "@/lib/db/webhook-secrets";
import { AppError } from "@/lib/errors";
import { sendEvents } from "@/lib/events";
import { forgetActiveStore } from "@/lib/services/stores/active-store";

/**
 * Gives a store's webhooks a new secret. The old one opens for another week, because deliveries that wait for their
 * retry still carry it; the webhooks at BigCommerce get the new one by a durable job.
 * Throws `AppError("store_not_installed")`.
 */
export async function rotateWebhookSecret(storeHash: string, now: Date): Promise<void> {
  const store = await findStoreByHash(storeHash);
  if (store?.status !== "installed") throw new AppError("store_not_installed", "The store is not installed.");
  const { secret, secretHash } = createWebhookSecret();
  await replaceWebhookSecret(store.id, {
    encrypted: encryptToken(secret, store.hash),
    hash: secretHash,
    previousValidUntil: new Date(now.getTime() + previousSecretDays * 86_400_000),
  });
  forgetActiveStore(store);
  await sendEvents([{ name: "store/hooks.check.due", data: { storeId: String(store.id) } }]);
}

import { verifySignedPayload } from "@/lib/auth/verify-signed-payload";
import { findRemoval, upsertStoreUser } from "@/lib/db/store-users";
import { findStoreByHash } from "@/lib/db/stores";
import { inTransaction } from "@/lib/db/transaction";
import { AppError } from "@/lib/errors";
import { recordEffects } from "@/lib/services/runs/record-effects";
import { toDashboardPath } from "@/lib/services/sessions/dashboard-path";
import { handOverSession } from "@/lib/services/sessions/hand-over-session";

/**
 * A person opens the app in the control panel. A user seen for the first time is provisioned for that store.
 * @returns the path to go to, with a one-time code
 * Throws `AppError`: `unauthorized` (bad token, or signed before the user was removed) or `store_not_installed`.
 */
export async function loadApp(signedPayload: string, now: Date = new Date()): Promise<{ path: string }> {
  const payload = await verifySignedPayload(signedPayload, now);
  const store = await findStoreByHash(payload.storeHash);
  if (!store || store.status === "uninstalled") {
    throw new AppError("store_not_installed", "Laurel is not installed in this store.");
  }
  const removedAt = await findRemoval(store.id, payload.user.bcUserId);
  // Whole seconds: a token signed in the second of the removal may be older than it.
  if (removedAt && payload.issuedAt.getTime() <= removedAt.getTime()) {
    throw new AppError("unauthorized", "This user was removed from the app.");
  }
  const user = await inTransaction(async (tx) => {
    await recordEffects(tx, store.id, [
      // BigCommerce may have switched our webhooks off; once a day somebody who opens the app has them looked at.
      {
        key: `hooks-check/${now.toISOString().slice(0, 10)}`,
        event: { name: "store/hooks.check.due", data: { storeId: String(store.id) } },
      },
    ]);
    return upsertStoreUser(store.id, payload.user, now, tx);
  });
  const { code } = await handOverSession({ storeId: store.id, storeUserId: user.id }, now);
  return { path: toDashboardPath(payload.url, { channel: payload.channelId?.toString() ?? null, code }) };
}

import { verifySignedPayload } from "@/lib/auth/verify-signed-payload";
import { removeStoreUser } from "@/lib/db/store-users";
import { findStoreByHash } from "@/lib/db/stores";

/**
 * The merchant took the app away from a user: their sessions answer 401 from now on. Unknown stores and users are
 * fine, the call may be repeated. Throws `AppError("unauthorized")` for a bad token.
 */
export async function removeUser(signedPayload: string, now: Date = new Date()): Promise<void> {
  const payload = await verifySignedPayload(signedPayload, now);
  const store = await findStoreByHash(payload.storeHash);
  if (store) await removeStoreUser(store.id, payload.user.bcUserId, now);
}

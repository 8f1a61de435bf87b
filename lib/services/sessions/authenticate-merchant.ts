import { readMerchantSession } from "@/lib/auth/merchant-session";
import { hasRole, type Role } from "@/lib/auth/roles";
import { findSession, type SessionRow } from "@/lib/db/store-users";
import { AppError } from "@/lib/errors";

export type MerchantStore = SessionRow["store"];
export type MerchantUser = SessionRow["user"];
export type Merchant = { store: MerchantStore; user: MerchantUser };

/**
 * The store and user behind a dashboard bearer, checked against the database on every call.
 * Throws `AppError`: `session_expired` (no bearer, expired, user removed, store uninstalled) or `forbidden` (role).
 */
export async function authenticateMerchant(
  bearer: string | undefined,
  needed: Role = "viewer",
): Promise<Merchant> {
  if (!bearer) throw expired();
  const session = await readMerchantSession(bearer);
  const found = await findSession(session.storeId, session.storeUserId);
  if (!found || session.signedAt < found.sessionsValidFrom) throw expired();
  if (!hasRole(found.user, needed)) throw new AppError("forbidden", "Your role does not allow this.");
  return { store: found.store, user: found.user };
}

function expired(): AppError {
  return new AppError("session_expired", "The session has ended. Open the app again from the Apps menu.");
}

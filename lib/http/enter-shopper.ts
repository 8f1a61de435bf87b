import { type ReadShopperSession, readShopperSession } from "@/lib/auth/shopper-session";
import type { ActiveStore } from "@/lib/db/find-active-store";
import { AppError } from "@/lib/errors";
import { checkOrigin } from "@/lib/http/cors";
import { countCall, type RateLimit } from "@/lib/http/rate-limit";
import { getActiveStoreById } from "@/lib/services/stores/active-store";

export type EnteredShopper = ReadShopperSession & { store: ActiveStore };

/**
 * The shopper's door: bearer, store, page, limit, in this order. Throws `AppError`: `session_expired`,
 * `store_not_installed`, `origin_not_allowed` or `rate_limited`.
 */
export async function enterShopper(call: {
  bearer: string | undefined;
  origin: string | null;
  limit: Extract<RateLimit, "customer" | "purchase">;
}): Promise<EnteredShopper> {
  if (!call.bearer) throw new AppError("session_expired", "The session has ended.");
  const session = await readShopperSession(call.bearer);
  const store = await getActiveStoreById(session.storeId);
  if (!store) throw new AppError("store_not_installed", "This store does not use Laurel.");
  checkOrigin(call.origin, store);
  await countCall(call.limit, String(session.customerId));
  return { ...session, store };
}

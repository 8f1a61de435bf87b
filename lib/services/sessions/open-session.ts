import { hashExchangeToken } from "@/lib/auth/exchange-token";
import { signMerchantSession } from "@/lib/auth/merchant-session";
import { consumeExchangeToken } from "@/lib/db/exchange-tokens";
import { findSession } from "@/lib/db/store-users";
import type { Merchant } from "@/lib/services/sessions/authenticate-merchant";

export type OpenedSession = Merchant & {
  /** For `Authorization: Bearer`; to be held in memory only. */
  bearer: string;
  expiresAt: Date;
};

/**
 * Trades the one-time code of `/load` for a session. Null when the code is unknown, used, older than two minutes, or
 * when the user or store is gone by now: the page then asks to open the app again from the Apps menu.
 */
export async function openSession(
  code: string | undefined,
  now: Date = new Date(),
): Promise<OpenedSession | null> {
  if (!code || code.length > 128) return null;
  const handed = await consumeExchangeToken(hashExchangeToken(code), now);
  if (!handed) return null;
  const found = await findSession(handed.storeId, handed.storeUserId);
  if (!found) return null;
  const signed = await signMerchantSession(handed);
  return { store: found.store, user: found.user, ...signed };
}

import { createExchangeToken, exchangeTokenSeconds } from "@/lib/auth/exchange-token";
import { deleteExpiredExchangeTokens, insertExchangeToken } from "@/lib/db/exchange-tokens";

/** A one-time code with which the page in the iframe gets its session ({@link openSession}); two minutes. */
export async function handOverSession(
  user: { storeId: bigint; storeUserId: bigint },
  now: Date,
): Promise<{ code: string }> {
  const { code, tokenHash } = createExchangeToken();
  const expiresAt = new Date(now.getTime() + exchangeTokenSeconds * 1000);
  await insertExchangeToken({ tokenHash, ...user, expiresAt });
  await deleteExpiredExchangeTokens(new Date(now.getTime() - 24 * 3600 * 1000));
  return { code };
}

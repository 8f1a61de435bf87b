import { hashApiKey, isApiKey } from "@/lib/auth/api-key";
import { findApiKeyByHash, touchApiKey } from "@/lib/db/api-keys";
import { AppError } from "@/lib/errors";

export type ApiCaller = { storeId: bigint; apiKeyId: bigint; scopes: readonly string[] };

/** A use is written down at most this often. */
const useNotedMs = 60_000;

/**
 * Whose key this is. Read anew on every call, so that a key stops working the moment it is revoked.
 * Throws `AppError("unauthorized")`: none, unknown, revoked, or of a store that is not installed.
 */
export async function authenticateApiKey(key: string | undefined, now: Date): Promise<ApiCaller> {
  const found = key !== undefined && isApiKey(key) ? await findApiKeyByHash(hashApiKey(key)) : null;
  if (!found) throw new AppError("unauthorized", "Send a valid API key: Authorization: Bearer lak_…");
  const notSince = new Date(now.getTime() - useNotedMs);
  if (found.lastUsedAt === null || found.lastUsedAt < notSince) {
    await touchApiKey(found.storeId, found.id, { at: now, notSince });
  }
  return { storeId: found.storeId, apiKeyId: found.id, scopes: found.scopes };
}

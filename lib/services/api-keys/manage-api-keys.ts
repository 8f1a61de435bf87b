import { createApiKey } from "@/lib/auth/api-key";
import { type ApiKeyRecord, findApiKeys, insertApiKey, revokeApiKeyRow } from "@/lib/db/api-keys";
import { AppError } from "@/lib/errors";
import {
  type ApiKeyRow,
  type ApiKeysResponse,
  apiKeysMax,
  type NewApiKey,
} from "@/lib/schemas/admin/api-keys";

/** The keys that work, the newest first. */
export async function listApiKeys(storeId: bigint): Promise<ApiKeysResponse> {
  return { items: (await findApiKeys(storeId)).map(describe) };
}

/** Makes a key and tells it, this once. Throws `AppError("conflict")` when the store has as many as it may. */
export async function addApiKey(input: {
  storeId: bigint;
  user: { id: bigint; email: string };
  name: string;
  scopes: string[];
  now: Date;
}): Promise<NewApiKey> {
  const { storeId, user, name, scopes, now } = input;
  const { key, keyHash, prefix } = createApiKey();
  const created = { name, scopes, keyHash, prefix, createdById: user.id, createdAt: now };
  const id = await insertApiKey(storeId, created, { keysMax: apiKeysMax });
  if (id === null) {
    throw new AppError("conflict", `There are ${apiKeysMax} keys already. Revoke one that is not needed.`);
  }
  const record = { id: Number(id), name, scopes, prefix, createdAt: now, lastUsedAt: null };
  return { ...describe({ ...record, createdByEmail: user.email }), key };
}

/** The key opens nothing from now on. Throws `AppError("not_found")`. */
export async function revokeApiKey(storeId: bigint, id: number, now: Date): Promise<void> {
  if (await revokeApiKeyRow(storeId, BigInt(id), now)) return;
  throw new AppError("not_found", "There is no such key.");
}

function describe({ createdByEmail, createdAt, lastUsedAt, ...key }: ApiKeyRecord): ApiKeyRow {
  return {
    ...key,
    createdBy: createdByEmail,
    createdAt: createdAt.toISOString(),
    lastUsedAt: lastUsedAt?.toISOString() ?? null,
  };
}

import { pool } from "@/lib/db/client";
import { inTransaction } from "@/lib/db/transaction";

export type ApiKeyRecord = {
  id: number;
  name: string;
  scopes: string[];
  prefix: string;
  createdByEmail: string | null;
  createdAt: Date;
  lastUsedAt: Date | null;
};

const select = `SELECT k.id, k.name, k.scopes, k.prefix, u.email AS "createdByEmail", k.created_at AS "createdAt",
    k.last_used_at AS "lastUsedAt"
  FROM api_keys k LEFT JOIN store_users u ON u.id = k.created_by_id AND u.store_id = k.store_id`;

/** A store's keys that are not revoked, the newest first. */
export async function findApiKeys(storeId: bigint): Promise<ApiKeyRecord[]> {
  const { rows } = await pool().query<ApiKeyRecord>(
    `${select} WHERE k.store_id = $1 AND k.revoked_at IS NULL ORDER BY k.id DESC`,
    [storeId],
  );
  return rows;
}

export type NewApiKeyRecord = {
  name: string;
  scopes: string[];
  keyHash: Uint8Array<ArrayBuffer>;
  prefix: string;
  createdById: bigint;
  createdAt: Date;
};

/**
 * The id of the new key; null when the store has `keysMax` that are not revoked. Parallel requests take turns, so that
 * each counts what the others made; other work in the store does not wait.
 */
export function insertApiKey(
  storeId: bigint,
  key: NewApiKeyRecord,
  { keysMax }: { keysMax: number },
): Promise<bigint | null> {
  return inTransaction(async (tx) => {
    await tx.$executeRaw`SELECT 1 FROM stores WHERE id = ${storeId} FOR NO KEY UPDATE`;
    if ((await tx.apiKey.count({ where: { storeId, revokedAt: null } })) >= keysMax) return null;
    const { id } = await tx.apiKey.create({ data: { storeId, ...key }, select: { id: true } });
    return id;
  });
}

/** False when the store has no such key. A key that was revoked before keeps its first time. */
export async function revokeApiKeyRow(storeId: bigint, id: bigint, at: Date): Promise<boolean> {
  const { rowCount } = await pool().query(
    "UPDATE api_keys SET revoked_at = coalesce(revoked_at, $3) WHERE store_id = $1 AND id = $2",
    [storeId, id, at],
  );
  return (rowCount ?? 0) > 0;
}

export type KnownApiKey = { id: bigint; storeId: bigint; scopes: string[]; lastUsedAt: Date | null };

/** The key with this hash, unless it was revoked or its store is not installed. */
export async function findApiKeyByHash(keyHash: Uint8Array): Promise<KnownApiKey | null> {
  const { rows } = await pool().query({
    name: "find-api-key",
    text: `SELECT k.id, k.store_id, k.scopes, k.last_used_at FROM api_keys k JOIN stores s ON s.id = k.store_id
            WHERE k.key_hash = $1 AND k.revoked_at IS NULL AND s.status <> 'uninstalled'`,
    values: [Buffer.from(keyHash)],
  });
  const row = rows[0];
  if (!row) return null;
  return {
    id: BigInt(row.id),
    storeId: BigInt(row.store_id),
    scopes: row.scopes,
    lastUsedAt: row.last_used_at,
  };
}

/** Notes a use, unless one was noted since `notSince`. */
export async function touchApiKey(
  storeId: bigint,
  id: bigint,
  { at, notSince }: { at: Date; notSince: Date },
): Promise<void> {
  await pool().query({
    name: "touch-api-key",
    text: `UPDATE api_keys SET last_used_at = $3
            WHERE store_id = $1 AND id = $2 AND (last_used_at IS NULL OR last_used_at < $4)`,
    values: [storeId, id, at, notSince],
  });
}

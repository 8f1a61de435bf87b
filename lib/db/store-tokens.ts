import { db } from "@/lib/db/client";

/** The encrypted columns of a store, for the key rotation. */
export type StoreTokens = {
  id: bigint;
  hash: string;
  accessTokenEncrypted: string | null;
  webhookSecretEncrypted: string | null;
  identitySecretEncrypted: string | null;
  previousIdentitySecretEncrypted: string | null;
};

export const tokenColumns = [
  "accessTokenEncrypted",
  "webhookSecretEncrypted",
  "identitySecretEncrypted",
  "previousIdentitySecretEncrypted",
] as const;
export type TokenColumn = (typeof tokenColumns)[number];

/** One page of stores that hold encrypted values, by id. Of all tenants: keys belong to the installation. */
export function listStoreTokens(afterId: bigint, limit: number): Promise<StoreTokens[]> {
  return db().store.findMany({
    where: {
      id: { gt: afterId },
      OR: tokenColumns.map((column) => ({ [column]: { not: null } })),
    },
    select: {
      id: true,
      hash: true,
      accessTokenEncrypted: true,
      webhookSecretEncrypted: true,
      identitySecretEncrypted: true,
      previousIdentitySecretEncrypted: true,
    },
    orderBy: { id: "asc" },
    take: limit,
  });
}

/** Replaces one envelope by another; `false` when it has changed meanwhile (a new install), which needs no rotation. */
export async function replaceStoreToken(
  storeId: bigint,
  column: TokenColumn,
  change: { from: string; to: string },
): Promise<boolean> {
  const { count } = await db().store.updateMany({
    where: { id: storeId, [column]: change.from },
    data: { [column]: change.to },
  });
  return count === 1;
}

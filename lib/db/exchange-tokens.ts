import { db } from "@/lib/db/client";

export type ExchangeTokenInput = {
  tokenHash: Uint8Array<ArrayBuffer>;
  storeId: bigint;
  storeUserId: bigint;
  expiresAt: Date;
};

export async function insertExchangeToken(input: ExchangeTokenInput): Promise<void> {
  await db().exchangeToken.create({ data: input });
}

/**
 * Uses up a token: of two callers with the same one, exactly one gets the answer. Null when it is unknown, used or
 * expired.
 */
export async function consumeExchangeToken(
  tokenHash: Uint8Array<ArrayBuffer>,
  now: Date,
): Promise<{ storeId: bigint; storeUserId: bigint } | null> {
  const used = await db().exchangeToken.updateManyAndReturn({
    where: { tokenHash, usedAt: null, expiresAt: { gt: now } },
    data: { usedAt: now },
    select: { storeId: true, storeUserId: true },
  });
  return used[0] ?? null;
}

/** Forgets tokens that expired before `before`; returns how many. */
export async function deleteExpiredExchangeTokens(before: Date): Promise<number> {
  const { count } = await db().exchangeToken.deleteMany({ where: { expiresAt: { lt: before } } });
  return count;
}

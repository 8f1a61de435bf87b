import { lockOpenBalances } from "@/lib/db/ledger/lock-balances";
import { type Redemption, toRedemption } from "@/lib/db/redemptions/redemption-row";
import type { Transaction } from "@/lib/db/transaction";
import type { Balances } from "@/lib/loyalty/posting";

/**
 * Locks a redemption until the transaction ends: first its customer's balances, then its row, the order that
 * everybody keeps. Null for another store's.
 * @throws ChangedMeanwhileError when the customer was merged away: the redemption is the heir's now
 */
export async function lockRedemption(
  tx: Transaction,
  storeId: bigint,
  { id, customerId }: { id: bigint; customerId: bigint },
): Promise<{ redemption: Redemption; balances: Balances } | null> {
  const balances = (await lockOpenBalances(tx, storeId, [customerId])).get(customerId);
  const [redemption] = await lockRows(tx, storeId, [id]);
  return redemption && balances ? { redemption, balances } : null;
}

/** Locks rows in id order. The balances of their customers must be locked already. */
export async function lockRows(
  tx: Transaction,
  storeId: bigint,
  ids: readonly bigint[],
): Promise<Redemption[]> {
  if (ids.length === 0) return [];
  // Two statements on purpose: the second sees what whoever held the lock before us has committed.
  await tx.$executeRawUnsafe(
    "SELECT 1 FROM redemptions WHERE store_id = $1 AND id = ANY ($2::bigint[]) ORDER BY id FOR UPDATE",
    storeId,
    ids.map(String),
  );
  const rows = await tx.redemption.findMany({
    where: { storeId, id: { in: [...ids] } },
    orderBy: { id: "asc" },
  });
  return rows.map(toRedemption);
}

export type CodeHolder = { id: bigint; customerId: bigint };

/** Redemptions by the codes that orders carry (upper case), unlocked. */
export function findCodeHolders(
  tx: Transaction,
  storeId: bigint,
  codes: readonly string[],
): Promise<CodeHolder[]> {
  if (codes.length === 0) return Promise.resolve([]);
  return tx.redemption.findMany({
    where: { storeId, code: { in: [...codes] } },
    select: { id: true, customerId: true },
  });
}

import { findRedemption } from "@/lib/db/redemptions/find-redemptions";
import { lockRedemption } from "@/lib/db/redemptions/lock-redemptions";
import type { Redemption } from "@/lib/db/redemptions/redemption-row";
import { inTransactionAgain, type Transaction } from "@/lib/db/transaction";
import { AppError } from "@/lib/errors";
import type { Balances } from "@/lib/loyalty/posting";

export type LockedRedemption = { tx: Transaction; redemption: Redemption; balances: Balances };

/**
 * Decides and writes one change of a redemption: balances and row are locked, what `work` sees is what stands, and
 * all it writes commits together.
 * @throws AppError `not_found` for an id of another store
 */
export async function withLockedRedemption<T>(
  storeId: bigint,
  redemptionId: bigint,
  work: (locked: LockedRedemption) => Promise<T>,
): Promise<T> {
  return inTransactionAgain(async (tx) => {
    const seen = await findRedemption(storeId, redemptionId, tx);
    const locked = seen && (await lockRedemption(tx, storeId, seen));
    if (!locked) throw notFound();
    return work({ tx, ...locked });
  });
}

/** One redemption as it is now. @throws AppError `not_found` for an id of another store */
export async function getRedemption(storeId: bigint, redemptionId: bigint): Promise<Redemption> {
  const redemption = await findRedemption(storeId, redemptionId);
  if (!redemption) throw notFound();
  return redemption;
}

function notFound(): AppError {
  return new AppError("not_found", "There is no such purchase.");
}

import { importsMax, listBackfills } from "@/lib/db/backfill/backfills";
import type { Transaction } from "@/lib/db/transaction";
import { AppError } from "@/lib/errors";
import { backfillStatus } from "@/lib/services/backfill/backfill-status";

/**
 * One import is at work at a time, so that no two of them take each other's orders.
 * @throws AppError `conflict` while one is
 */
export async function requireIdle(tx: Transaction, storeId: bigint): Promise<void> {
  const statuses = (await listBackfills(storeId, importsMax, tx)).map(backfillStatus);
  if (statuses.includes("running") || statuses.includes("reverting")) {
    throw new AppError("conflict", "An import of past orders is still at work.");
  }
}

import type { Transaction } from "@/lib/db/transaction";

/**
 * Keeps an import of past orders from being taken back until this transaction ends. False when that was asked for
 * already: then it must award nothing more, or nobody would take it back.
 *
 * The transaction's commit does not wait for the disk. The page is noted in a later one that does, and the disk gets
 * both in that order: whatever a crash of the server loses is not noted, so it is done again.
 */
export async function holdImport(tx: Transaction, storeId: bigint, importId: bigint): Promise<boolean> {
  const rows = await tx.$queryRaw<{ id: bigint }[]>`
    SELECT import_id AS id, set_config('synchronous_commit', 'off', true) FROM backfills
     WHERE store_id = ${storeId} AND import_id = ${importId} AND revert_requested_at IS NULL FOR SHARE`;
  return rows.length > 0;
}

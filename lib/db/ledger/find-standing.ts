import { type LedgerExecutor, type NamedStatement, runStatement } from "@/lib/db/ledger/executor";
import { AppError } from "@/lib/errors";

/**
 * - `posted`: new, written now;
 * - `duplicate`: the same change under the same key already stood, `transactionId` is the first one;
 * - `hash_mismatch`: the key stands for another change: nothing of this item was written. For an order it means that
 *   another worker was first: read the order again. For a request it is `idempotency_mismatch`.
 */
export type PostResult = {
  key: string;
  status: "posted" | "duplicate" | "hash_mismatch";
  transactionId: bigint;
};

/** What was not new: its key, whose it was to be, and the hash of its input (hex). */
export type Unposted = { input: { key: string; customerId: bigint }; hash: string };

/** $1 store, $2 keys */
const findKeysStatement: NamedStatement = {
  name: "ledger-find-keys-2",
  text: `SELECT found.* FROM unnest($2::text[]) AS asked(key)
    CROSS JOIN LATERAL (
      SELECT id, idempotency_key AS key, encode(input_hash, 'hex') AS hash FROM ledger_transactions
       WHERE store_id = $1::bigint AND idempotency_key = asked.key OFFSET 0) found`,
};

/**
 * Compares items that posted nothing with what stands under their keys, in the order given.
 * @throws AppError `not_found` when nothing stands: then the customer had no balance in this store to post on
 */
export async function findStanding(
  executor: LedgerExecutor,
  storeId: bigint,
  unposted: readonly Unposted[],
): Promise<PostResult[]> {
  if (unposted.length === 0) return [];
  const keys = [...new Set(unposted.map(({ input }) => input.key))];
  const rows = await runStatement<{ id: bigint | number; key: string; hash: string }>(
    executor,
    findKeysStatement,
    [String(storeId), keys],
  );
  const standing = new Map(rows.map((row) => [row.key, row]));
  return unposted.map(({ input: { key, customerId }, hash }) => {
    const row = standing.get(key);
    if (!row) throw new AppError("not_found", `customer ${customerId} is not of this store`);
    const status = row.hash === hash ? "duplicate" : "hash_mismatch";
    return { key, status, transactionId: BigInt(row.id) };
  });
}

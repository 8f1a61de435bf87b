import { pool } from "@/lib/db/client";
import { ledgerChecks } from "@/lib/db/ledger/verify-checks";

export type LedgerDifference = Record<string, unknown>;

export type LedgerCheckResult = {
  name: string;
  title: string;
  /** What differs, at most `differencesMax` rows; empty when the check holds. */
  differences: LedgerDifference[];
};

/** How many checks {@link verifyLedger} makes. */
export const ledgerCheckCount = ledgerChecks.length;

/** More rows of one check than this tell nothing new. */
const differencesMax = 1000;

/**
 * Checks the ledger against itself, one check after the other, in one snapshot: what is posted meanwhile is neither
 * seen nor blocked. `storeId` null checks all stores in the same time.
 */
export async function* verifyLedger(storeId: bigint | null): AsyncGenerator<LedgerCheckResult> {
  const client = await pool().connect();
  try {
    await client.query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
    for (const { name, title, text } of ledgerChecks) {
      const values = [storeId === null ? null : String(storeId), differencesMax];
      const { rows } = await client.query<LedgerDifference>(text, values);
      yield { name, title, differences: rows };
    }
  } finally {
    await client.query("ROLLBACK");
    client.release();
  }
}

/** How many transactions a check of this store, or of all, reads. */
export async function countTransactions(storeId: bigint | null): Promise<number> {
  const { rows } = await pool().query(
    "SELECT count(*) AS count FROM ledger_transactions WHERE $1::bigint IS NULL OR store_id = $1::bigint",
    [storeId === null ? null : String(storeId)],
  );
  return Number(rows[0]?.count ?? 0);
}

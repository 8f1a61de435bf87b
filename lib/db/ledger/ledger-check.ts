export type LedgerDifference = Record<string, unknown>;

export type LedgerRead = {
  /** `$1` is the store, null for all; `$2` bounds the rows returned. */
  text: string;
  /** What of a row differs for the check, where one read serves several checks; else the row itself. */
  differences?: (row: LedgerDifference) => LedgerDifference[];
};

/**
 * Each check is one read of the whole ledger (or of one store), or several that may run at the same time. They return
 * only what differs, so memory stays flat however large the ledger is.
 */
export type LedgerCheck = { name: string; title: string; reads: readonly LedgerRead[] };

export const oneStore = (table: string) => `($1::bigint IS NULL OR ${table}.store_id = $1::bigint)`;

import { type LedgerExecutor, type NamedStatement, runStatement } from "@/lib/db/ledger/executor";
import { storeLockKey } from "@/lib/db/ledger/post-statement";
import { ofStore } from "@/lib/db/of-store";
import { ChangedMeanwhileError } from "@/lib/db/passing-error";
import type { Balances } from "@/lib/loyalty/posting";

const lockStatement: NamedStatement = {
  name: "ledger-lock-balances-3",
  text: `
WITH gate AS MATERIALIZED (SELECT pg_advisory_xact_lock_shared(${storeLockKey}))
SELECT b.customer_id, b.pending, b.available, b.held, b.debt, b.closed
  FROM customer_balances b, gate
 WHERE ${ofStore("b.store_id")} AND b.customer_id = ANY ($2::bigint[])
 ORDER BY b.customer_id
   FOR NO KEY UPDATE OF b`,
};

type Row = Record<keyof Balances | "customer_id", bigint | number> & { closed: boolean };

/**
 * Locks the balances of these customers, in id order, until the transaction ends, and returns them by customer id:
 * plan postings from balances only under this lock. Customers of another store are absent from the answer. The
 * executor must be inside a transaction.
 */
export async function lockBalances(
  executor: LedgerExecutor,
  storeId: bigint,
  customerIds: readonly bigint[],
): Promise<Map<bigint, Balances>> {
  return toBalances(await lockRows(executor, storeId, customerIds));
}

/**
 * As {@link lockBalances}, for work that has read before whose something is. While the lock is held none of these
 * customers can be merged away, so what was theirs stays theirs.
 * @throws ChangedMeanwhileError when one of them was merged away already: read again, it is the heir's
 */
export async function lockOpenBalances(
  executor: LedgerExecutor,
  storeId: bigint,
  customerIds: readonly bigint[],
): Promise<Map<bigint, Balances>> {
  const rows = await lockRows(executor, storeId, customerIds);
  if (rows.some(({ closed }) => closed)) throw new ChangedMeanwhileError("a customer was merged away");
  return toBalances(rows);
}

function lockRows(executor: LedgerExecutor, storeId: bigint, ids: readonly bigint[]): Promise<Row[]> {
  return runStatement<Row>(executor, lockStatement, [String(storeId), ids.map(String)]);
}

function toBalances(rows: readonly Row[]): Map<bigint, Balances> {
  return new Map(
    rows.map((row) => [
      BigInt(row.customer_id),
      {
        pending: Number(row.pending),
        available: Number(row.available),
        held: Number(row.held),
        debt: Number(row.debt),
      },
    ]),
  );
}

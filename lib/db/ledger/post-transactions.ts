import { type LedgerExecutor, runStatement, type StatementValue } from "@/lib/db/ledger/executor";
import { findKeysStatement, postStatement } from "@/lib/db/ledger/post-statement";
import { inputHash, type TransactionInput } from "@/lib/db/ledger/transaction-input";
import { AppError } from "@/lib/errors";
import { customerChange, sumOfEntries } from "@/lib/loyalty/posting-sums";

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

/**
 * Posts a batch of transactions of one store in one statement, about 100 at a time being fastest, and answers for
 * each in the order given. All or none when the executor is inside a transaction or every key is new; items that
 * stand already are skipped one by one. Balances are locked in id order, so parallel batches cannot deadlock.
 *
 * Entries must fit the balances as they are under the lock: when they were planned from balances, call `lockBalances`
 * first in the same transaction.
 * @throws AppError `not_found` when a customer is not of this store; Postgres' `check_violation` (23514) when a
 * balance would leave its range; AppError `bad_request` when entries do not sum to zero.
 */
export async function postTransactions(
  executor: LedgerExecutor,
  storeId: bigint,
  batch: readonly TransactionInput[],
): Promise<PostResult[]> {
  if (batch.length === 0) return [];
  for (const item of batch) {
    if (item.entries.length < 2 || sumOfEntries(item.entries) !== 0) {
      throw new AppError("bad_request", `entries of ${item.key} do not sum to zero`);
    }
  }
  const hashed = batch.map((input) => ({ input, hash: inputHash(input).toString("hex") }));
  const byKey = new Map<string, HashedInput>();
  for (const item of hashed) if (!byKey.has(item.input.key)) byKey.set(item.input.key, item);
  const unique = [...byKey.values()];
  const posted = new Map<string, bigint>();
  for (const row of await runStatement<Row>(executor, postStatement, toColumns(storeId, unique))) {
    posted.set(row.key, BigInt(row.id));
  }
  const missing = [...byKey.keys()].filter((key) => !posted.has(key));
  const standing = missing.length > 0 ? await findKeys(executor, storeId, missing) : new Map<string, Row>();
  return hashed.map((item) => {
    const first = byKey.get(item.input.key);
    const id = posted.get(item.input.key);
    if (id !== undefined && first === item)
      return { key: item.input.key, status: "posted", transactionId: id };
    return compareWithStanding(
      item,
      id === undefined ? standing.get(item.input.key) : { id, hash: first?.hash },
    );
  });
}

type HashedInput = { input: TransactionInput; hash: string };
type Row = { id: bigint | number; key: string; hash?: string };

function compareWithStanding(item: HashedInput, standing: Omit<Row, "key"> | undefined): PostResult {
  const { key, customerId } = item.input;
  if (!standing) throw new AppError("not_found", `customer ${customerId} is not of this store`);
  const status = standing.hash === item.hash ? "duplicate" : "hash_mismatch";
  return { key, status, transactionId: BigInt(standing.id) };
}

async function findKeys(
  executor: LedgerExecutor,
  storeId: bigint,
  keys: string[],
): Promise<Map<string, Row>> {
  const rows = await runStatement<Row>(executor, findKeysStatement, [String(storeId), keys]);
  return new Map(rows.map((row) => [row.key, row]));
}

function toColumns(storeId: bigint, items: readonly HashedInput[]): StatementValue[] {
  const column = (read: (item: HashedInput) => string | null) => items.map(read);
  const id = (value: bigint | null | undefined) => (value == null ? null : String(value));
  const legs = items.flatMap(({ input }, index) =>
    input.entries.map((entry) => ({ place: String(index + 1), ...entry })),
  );
  return [
    String(storeId),
    column(({ input }) => input.key),
    column(({ input }) => String(input.customerId)),
    column(({ input }) => input.type),
    column(({ hash }) => hash),
    column(({ input }) => String(pointsChange(input))),
    column(({ input }) => id(input.programVersionId)),
    column(({ input }) => id(input.orderId)),
    column(({ input }) => id(input.correctsId)),
    column(({ input }) => input.description ?? null),
    column(({ input }) => input.internalNote ?? null),
    column(({ input }) => id(input.actorId)),
    column(({ input }) => JSON.stringify(input.explanation)),
    column(({ input }) => input.occurredAt.toISOString()),
    legs.map((leg) => leg.place),
    legs.map((leg) => leg.account),
    legs.map((leg) => String(leg.amount)),
  ];
}

function pointsChange({ entries }: TransactionInput): number {
  const change = customerChange(entries);
  return change.pending + change.available + change.debt;
}

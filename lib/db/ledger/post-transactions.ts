import { type LedgerExecutor, runStatement, type StatementValue } from "@/lib/db/ledger/executor";
import { findStanding, type PostResult } from "@/lib/db/ledger/find-standing";
import { postStatement } from "@/lib/db/ledger/post-statement";
import { inputHash, type TransactionInput } from "@/lib/db/ledger/transaction-input";
import { AppError } from "@/lib/errors";
import { customerChange, sumOfEntries } from "@/lib/loyalty/posting-sums";

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
  const hashed = batch.map((input) => ({ input, hash: inputHash(input) }));
  const byKey = new Map<string, HashedInput>();
  for (const item of hashed) if (!byKey.has(item.input.key)) byKey.set(item.input.key, item);
  const unique = [...byKey.values()];
  const posted = new Map<string, bigint>();
  const rows = await runStatement<{ id: bigint | number; key: string }>(
    executor,
    postStatement,
    toColumns(storeId, unique),
  );
  for (const row of rows) posted.set(row.key, BigInt(row.id));
  // A key that comes twice in one batch stands, like one that stood before, once the statement is through.
  const isNew = (item: HashedInput) => posted.has(item.input.key) && byKey.get(item.input.key) === item;
  const others = await findStanding(
    executor,
    storeId,
    hashed.filter((item) => !isNew(item)),
  );
  return hashed.map((item) => {
    const id = isNew(item) ? posted.get(item.input.key) : undefined;
    const result = id === undefined ? others.shift() : postedResult(item.input.key, id);
    if (!result) throw new AppError("internal", `no answer for ${item.input.key}`);
    return result;
  });
}

type HashedInput = { input: TransactionInput; hash: string };

function postedResult(key: string, transactionId: bigint): PostResult {
  return { key, status: "posted", transactionId };
}

function toColumns(storeId: bigint, items: readonly HashedInput[]): StatementValue[] {
  const column = (read: (item: HashedInput) => string | null) => {
    const values = items.map(read);
    // Next to longer lists the server fills up a missing one with nulls, without reading it.
    return values.every((value) => value === null) ? null : values;
  };
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
    listOfJson(items.map(({ input }) => JSON.stringify(input.explanation))),
    column(({ input }) => input.occurredAt.toISOString()),
    legs.map((leg) => leg.place),
    legs.map((leg) => leg.account),
    legs.map((leg) => String(leg.amount)),
  ];
}

/**
 * The list as Postgres reads it, at a quarter of the driver's cost: a JSON text holds no control characters, and what
 * else must be escaped in it is escaped alike in JSON and in Postgres' lists.
 */
function listOfJson(texts: readonly string[]): string {
  return `{${JSON.stringify(texts).slice(1, -1)}}`;
}

function pointsChange({ entries }: TransactionInput): number {
  const change = customerChange(entries);
  return change.pending + change.available + change.debt;
}

import type pg from "pg";
import type { Prisma } from "@/lib/db/generated/client";

/**
 * Where ledger SQL runs: the raw pool (each statement its own transaction), a client of it inside `begin … commit`,
 * or a Prisma interactive transaction.
 */
export type LedgerExecutor = pg.Pool | pg.ClientBase | Prisma.TransactionClient;

/** A statement the server plans once a connection. `name` must change with `text`. */
export type NamedStatement = { name: string; text: string };

/** Texts and lists of texts only, cast in the SQL: both drivers send them alike, whatever the column's type. */
export type StatementValue = string | null | readonly (string | null)[];

/** Runs one statement. Integers come back as `number` from `pg` and as `bigint` from Prisma: wrap them in `BigInt`. */
export async function runStatement<Row>(
  executor: LedgerExecutor,
  statement: NamedStatement,
  values: readonly StatementValue[],
): Promise<Row[]> {
  if ("$queryRawUnsafe" in executor) {
    return executor.$queryRawUnsafe<Row[]>(statement.text, ...values);
  }
  const result = await executor.query({ ...statement, values: values as StatementValue[] });
  return result.rows as Row[];
}

import { db } from "@/lib/db/client";
import type { Prisma } from "@/lib/db/generated/client";
import { isConflictError } from "@/lib/db/passing-error";

/** A Prisma interactive transaction: what every `lib/db` function takes that must commit together with others. */
export type Transaction = Prisma.TransactionClient;

/** The raw half of it, for set-based SQL. */
export type RawTransaction = Pick<Transaction, "$queryRawUnsafe" | "$executeRawUnsafe">;

/** Runs `work` in one READ COMMITTED transaction; an exception rolls all of it back. */
export function inTransaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
  return db().$transaction(work);
}

const attemptsMax = 5;

/**
 * As {@link inTransaction}, and anew, from the first read on, when another transaction got in the way.
 * @param attempts more than usual where many others may come one after the other
 */
export async function inTransactionAgain<T>(
  work: (tx: Transaction) => Promise<T>,
  attempts = attemptsMax,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await inTransaction(work);
    } catch (error) {
      if (attempt === attempts || !isConflictError(error)) throw error;
    }
  }
}

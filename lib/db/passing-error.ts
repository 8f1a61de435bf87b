import { Prisma } from "@/lib/db/generated/client";

/** Prisma: cannot reach, timed out, closed the connection, pool exhausted, transaction expired, write conflict. */
const passingCodes = new Set(["P1001", "P1002", "P1008", "P1017", "P2024", "P2028", "P2034"]);

/** A customer was merged away after the work had looked at them: reading again finds the heir. */
const passingConstraints = ["customer_balances_closed_check"];

/** What was read is no longer so and nothing was written: reading again finds out how it is now. */
export class ChangedMeanwhileError extends Error {
  override readonly name = "ChangedMeanwhileError";
}

/** SQLSTATE classes: connection, rollback (deadlock, serialisation), resources, lock not available, shutdown. */
const passingClasses = new Set(["08", "40", "53", "55", "57"]);

/**
 * Whether a database error may be gone the next time, so that the work should be tried again as a whole. The other
 * errors say something about our data or SQL: the same statement would fail again.
 */
export function isPassingDatabaseError(error: unknown): boolean {
  if (isConflictError(error)) return true;
  if (error instanceof Prisma.PrismaClientKnownRequestError) {
    return passingCodes.has(error.code) || passingClasses.has(sqlStateOf(error).slice(0, 2));
  }
  return (
    error instanceof Prisma.PrismaClientUnknownRequestError ||
    error instanceof Prisma.PrismaClientInitializationError ||
    isLostConnection(error)
  );
}

/** What `pg` and its pool say of a connection that is gone or was not to be had; they give it no code. */
const lostWords = /^Connection terminated|timeout (exceeded|expired)|not queryable/;
const lostCodes = /^(ECONN[A-Z]+|EPIPE|ETIMEDOUT)$/;
const causesMax = 5;

/** A socket that broke: inside a transaction Prisma passes on what `pg` or Node threw, as it is or as the cause. */
function isLostConnection(error: unknown): boolean {
  let at = error;
  for (let depth = 0; at instanceof Error && depth <= causesMax; depth += 1) {
    if (lostWords.test(at.message) || ("code" in at && lostCodes.test(String(at.code)))) return true;
    at = at.cause;
  }
  return false;
}

/**
 * Whether two transactions got in each other's way, so that the one that lost should be done again at once: a
 * deadlock, a serialisation failure, or a customer who was merged away in between.
 */
export function isConflictError(error: unknown): boolean {
  if (error instanceof ChangedMeanwhileError) return true;
  if (!(error instanceof Prisma.PrismaClientKnownRequestError)) return false;
  return (
    error.code === "P2034" ||
    sqlStateOf(error).startsWith("40") ||
    passingConstraints.some((name) => error.message.includes(name))
  );
}

/** Postgres' own code of a failed raw statement (P2010), empty for Prisma's errors of its own. */
function sqlStateOf(error: Prisma.PrismaClientKnownRequestError): string {
  const adapterError = error.meta?.driverAdapterError as { cause?: { originalCode?: string } } | undefined;
  return adapterError?.cause?.originalCode ?? "";
}

/** Values Postgres cannot take, broken constraints, limits of the statement: the fault of what was to be written. */
const dataClasses = new Set(["22", "23", "54"]);

/** Whether Postgres says that the data is to blame, and not the connection, the server or the statement. */
export function isDataError(error: unknown): boolean {
  if (error instanceof Prisma.PrismaClientKnownRequestError) {
    return dataClasses.has(sqlStateOf(error).slice(0, 2));
  }
  if (!(error instanceof Error) || !("code" in error)) return false;
  return dataClasses.has(String(error.code).slice(0, 2)) && String(error.code).length === 5;
}

/** Whether Postgres refuses the statement whatever the data: a column is missing, a permission is. */
export function isStatementError(error: unknown): boolean {
  return error instanceof Prisma.PrismaClientKnownRequestError && sqlStateOf(error).startsWith("42");
}

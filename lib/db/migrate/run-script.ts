import { setTimeout as sleep } from "node:timers/promises";
import { DriverAdapterError } from "@prisma/driver-adapter-utils";
import pg from "pg";

/** How long a migration may stand in line for a lock, how often, and how long it stands aside in between. */
export type LockPatience = { lockTimeoutMs: number; triesMax: number; pauseMs: number };

/**
 * Nobody waits longer than five seconds behind a migration that stands in line for a lock. That holds per lock only: one
 * that needs several keeps those it has while it stands in line for the next. It is tried about two minutes.
 */
export const lockPatience: LockPatience = { lockTimeoutMs: 5_000, triesMax: 12, pauseMs: 5_000 };

/** Postgres: `lock_not_available`. */
export const lockTimedOut = "55P03";

/**
 * Runs a migration whole, as one transaction. One that waits for a lock keeps everybody waiting who comes after it,
 * readers too: so it gives up soon, which undoes it, and tries again when those have passed.
 * @throws DriverAdapterError with Postgres' code; {@link lockTimedOut} once all tries are used up
 */
export async function runScript(pool: pg.Pool, script: string, patience: LockPatience): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await tryScript(pool, script, patience.lockTimeoutMs);
    } catch (error) {
      if (!(error instanceof pg.DatabaseError)) throw error;
      if (error.code !== lockTimedOut || attempt >= patience.triesMax) throw toAdapterError(error);
      // Not imported at the top: it reads the environment, which may not name the database yet when this is imported.
      const { logger } = await import("@/lib/logger");
      logger.warn(
        { attempt, ...patience },
        "a migration waits for a lock; it lets others pass and tries again",
      );
      await sleep(patience.pauseMs);
    }
  }
}

async function tryScript(pool: pg.Pool, script: string, lockTimeoutMs: number): Promise<void> {
  const client = await pool.connect();
  try {
    // Of the session, not in the script: beside another statement some of Postgres' commands refuse to run.
    await client.query(`SET lock_timeout = ${lockTimeoutMs}`);
    await client.query(script);
  } finally {
    // Kept open: the engine's own lock is on one of these connections. A lost one is noticed when it is used next.
    await client.query("RESET lock_timeout").catch(() => {});
    client.release();
  }
}

function toAdapterError(error: pg.DatabaseError): DriverAdapterError {
  const { code, severity, message, detail, column, hint } = error;
  return new DriverAdapterError({
    kind: "postgres",
    code: code ?? "N/A",
    severity: severity ?? "N/A",
    // Of all this the engine hands on the message only.
    message: `${message} (${code})`,
    detail,
    column,
    hint,
  });
}

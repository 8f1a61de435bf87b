import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { databaseUrl } from "@/lib/db/client";
import { logger } from "@/lib/logger";
import { processWide } from "@/lib/process-wide";

const holder = processWide<{ pool?: pg.Pool; queuePool?: pg.Pool }>("runner-pools", () => ({}));

/** The runner's own connections: jobs never take those that people wait for. Opened at first use. */
export function runnerPool(): pg.Pool {
  holder.pool ??= openPool(poolMax);
  return holder.pool;
}

/**
 * For taking and ticking off work, not waiting for the disk: what a crash of the database server undoes there is
 * done again, which handlers must bear anyway. Results and new work go through {@link runnerPool} and are flushed.
 */
export function runnerQueuePool(): pg.Pool {
  holder.queuePool ??= openPool(queuePoolMax, "-c synchronous_commit=off");
  return holder.queuePool;
}

/** Does not wait long: a job that outlived its grace may still hold a connection, and the process wants to end. */
export async function closeRunnerPools(): Promise<void> {
  const { pool, queuePool } = holder;
  delete holder.pool;
  delete holder.queuePool;
  const closed = Promise.all([pool?.end(), queuePool?.end()]);
  await Promise.race([closed, sleep(closeMsMax, undefined, { ref: false })]);
}

const closeMsMax = 1000;

/** Each serves a request for moments only; one of each pool listens. */
const poolMax = 9;
const queuePoolMax = 5;

function openPool(max: number, options = ""): pg.Pool {
  const pool = new pg.Pool({
    connectionString: databaseUrl(),
    max,
    application_name: "laurel-runner",
    options: `-c timezone=UTC ${options}`.trim(),
    connectionTimeoutMillis: 10_000,
  });
  const logLost = (error: Error) =>
    logger.warn({ part: "runner", reason: error.message }, "a database connection was lost");
  pool.on("error", logLost);
  pool.on("connect", (client) => client.on("error", logLost));
  return pool;
}

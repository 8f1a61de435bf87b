import pg from "pg";
import { databaseUrl } from "@/lib/db/client";
import { logger } from "@/lib/logger";
import { processWide } from "@/lib/process-wide";

const holder = processWide<{ pool?: pg.Pool }>("runner-pool", () => ({}));

/** The runner's own connections: jobs never take those that people wait for. Opened at first use. */
export function runnerPool(): pg.Pool {
  holder.pool ??= openPool();
  return holder.pool;
}

export async function closeRunnerPool(): Promise<void> {
  const { pool } = holder;
  delete holder.pool;
  await pool?.end();
}

/** Two connections listen; the others serve as many requests as run at once, each for moments. */
const connectionsMax = 12;

function openPool(): pg.Pool {
  const pool = new pg.Pool({
    connectionString: databaseUrl(),
    max: connectionsMax,
    application_name: "laurel-runner",
    options: "-c timezone=UTC",
    connectionTimeoutMillis: 10_000,
  });
  const logLost = (error: Error) =>
    logger.warn({ part: "runner", reason: error.message }, "a database connection was lost");
  pool.on("error", logLost);
  pool.on("connect", (client) => client.on("error", logLost));
  return pool;
}

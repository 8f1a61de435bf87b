import { runMigrations } from "graphile-worker";
import type { Pool } from "pg";
import type { Sql } from "@/lib/db/runner/sql";

/** Brings graphile-worker's own schema up to date; processes that start together wait for each other. */
export async function installQueue(sql: Sql, pool: Pool): Promise<void> {
  await sql.query("select pg_advisory_xact_lock(hashtextextended('runner:install', 0))");
  await runMigrations({ pgPool: pool });
}

import { readdir } from "node:fs/promises";
import { hostname } from "node:os";
import { pool } from "@/lib/db/client";

/** Names of the migrations on disk that the database has not finished. */
export async function findPendingMigrations(folder = "prisma/migrations"): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const { rows } = await pool().query<{ migration_name: string }>(
    `SELECT migration_name FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL`,
  );
  const applied = new Set(rows.map((row) => row.migration_name));
  return entries
    .filter((entry) => entry.isDirectory() && !applied.has(entry.name))
    .map((entry) => entry.name);
}

/** Whether the embedded runner of this very process has shown itself lately. */
export async function isRunnerAlive(silentSecondsMax: number): Promise<boolean> {
  const { rowCount } = await pool().query(
    `SELECT 1 FROM runner_processes
      WHERE starts_with(id, $1) AND seen_at > now() - $2::int * interval '1 second' LIMIT 1`,
    [`${hostname()}-${process.pid}-`, silentSecondsMax],
  );
  return (rowCount ?? 0) > 0;
}

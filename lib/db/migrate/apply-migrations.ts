import pg from "pg";
import { withSchemaEngine } from "@/lib/db/migrate/load-engine";
import { readMigrations } from "@/lib/db/migrate/read-migrations";
import { type LockPatience, lockPatience, lockTimedOut } from "@/lib/db/migrate/run-script";
import { SetupProblem } from "@/lib/setup/say-problem.mjs";

/** Any fixed number; not the one Prisma's own engine locks, which it may take while we hold ours. */
const lockKey = 1_818_326_898;
const noFilters = { externalTables: [], externalEnums: [] };

/**
 * Applies the pending migrations and returns their names. Safe to call from several processes at once: they take
 * turns under an advisory lock, and the later ones find nothing to do. Records them in `_prisma_migrations`, so the
 * real `prisma migrate deploy` and this one can follow each other.
 * Throws with the engine's message when a migration fails or an applied one was edited away, and a `SetupProblem` when
 * a migration did not get its locks; then nothing is in the way of the next run.
 */
export async function applyMigrations(
  databaseUrl: string,
  folder?: string,
  patience: LockPatience = lockPatience,
): Promise<string[]> {
  const lock = new pg.Client({ connectionString: databaseUrl });
  lock.on("error", () => {});
  await lock.connect();
  try {
    await lock.query("select pg_advisory_lock($1)", [lockKey]);
    const migrationsList = await readMigrations(folder);
    const { appliedMigrationNames } = await withSchemaEngine(
      databaseUrl,
      (engine) => engine.applyMigrations({ migrationsList, filters: noFilters }),
      patience,
    );
    return appliedMigrationNames;
  } catch (error) {
    throw isLockTimeout(error) ? await explainLockTimeout(databaseUrl, lock, error) : error;
  } finally {
    await lock.end();
  }
}

const isLockTimeout = (error: unknown) =>
  error instanceof Error && error.message.includes(`(${lockTimedOut})`);

/** Nothing is wrong with the migration and nothing is left of it: its failure is forgotten. */
async function explainLockTimeout(
  databaseUrl: string,
  lock: pg.Client,
  cause: unknown,
): Promise<SetupProblem> {
  const { failed } = await readMigrationStatus(databaseUrl);
  for (const name of failed) await forgetFailedMigration(databaseUrl, name);
  const { rows } = await lock.query(
    `SELECT pid, application_name AS app, to_char(xact_start AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS') AS since
       FROM pg_stat_activity
      WHERE datname = current_database() AND xact_start IS NOT NULL AND pid <> pg_backend_pid()
      ORDER BY xact_start LIMIT 1`,
  );
  const oldest = rows[0];
  const advice = oldest
    ? `The oldest open transaction is of process ${oldest.pid} (${oldest.app || "no name"}), since ${oldest.since} UTC: let it end`
    : "Let the other work end";
  return new SetupProblem(
    `The migration ${failed.join(", ")} could not get a lock that another transaction holds, and changed nothing. ${advice}, then start again.`,
    { cause },
  );
}

/**
 * Lets a failed migration be tried again. It left nothing behind (a migration is one transaction), but its failure is
 * recorded and blocks the next run until a person has looked at it.
 */
export async function forgetFailedMigration(databaseUrl: string, migrationName: string): Promise<void> {
  await withSchemaEngine(databaseUrl, (engine) => engine.markMigrationRolledBack({ migrationName }));
}

export type MigrationStatus = {
  /** On disk and not in the database. */
  pending: string[];
  /** Begun and not finished; a person must look at the database. */
  failed: string[];
  /** Applied with another text than the file has now. */
  edited: string[];
  /** In the database and not on disk. */
  unknown: string[];
};

/** Compares the migrations on disk with those recorded in the database; changes nothing. */
export async function readMigrationStatus(databaseUrl: string, folder?: string): Promise<MigrationStatus> {
  const migrationsList = await readMigrations(folder);
  const found = await withSchemaEngine(databaseUrl, (engine) =>
    engine.diagnoseMigrationHistory({ migrationsList, optInToShadowDatabase: false, filters: noFilters }),
  );
  const history = found.history;
  return {
    pending: history && "unappliedMigrationNames" in history ? history.unappliedMigrationNames : [],
    failed: found.failedMigrationNames,
    edited: found.editedMigrationNames,
    unknown: history && "unpersistedMigrationNames" in history ? history.unpersistedMigrationNames : [],
  };
}

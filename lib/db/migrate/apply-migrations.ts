import pg from "pg";
import { withSchemaEngine } from "@/lib/db/migrate/load-engine";
import { readMigrations } from "@/lib/db/migrate/read-migrations";

/** Any fixed number; not the one Prisma's own engine locks, which it may take while we hold ours. */
const lockKey = 1_818_326_898;
const noFilters = { externalTables: [], externalEnums: [] };

/**
 * Applies the pending migrations and returns their names. Safe to call from several processes at once: they take
 * turns under an advisory lock, and the later ones find nothing to do. Records them in `_prisma_migrations`, so the
 * real `prisma migrate deploy` and this one can follow each other.
 * Throws with the engine's message when a migration fails or an applied one was edited away.
 */
export async function applyMigrations(databaseUrl: string, folder?: string): Promise<string[]> {
  const lock = new pg.Client({ connectionString: databaseUrl });
  lock.on("error", () => {});
  await lock.connect();
  try {
    await lock.query("select pg_advisory_lock($1)", [lockKey]);
    const migrationsList = await readMigrations(folder);
    const { appliedMigrationNames } = await withSchemaEngine(databaseUrl, (engine) =>
      engine.applyMigrations({ migrationsList, filters: noFilters }),
    );
    return appliedMigrationNames;
  } finally {
    await lock.end();
  }
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

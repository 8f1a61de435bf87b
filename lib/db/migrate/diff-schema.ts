import { withSchemaEngine } from "@/lib/db/migrate/load-engine";
import { readMigrations, readSchema } from "@/lib/db/migrate/read-migrations";

const emptyDiff = "-- This is an empty migration.";

/**
 * The SQL that leads from the migrations on disk (replayed in a shadow database, which the account must be allowed to
 * create) to the Prisma schema; undefined when they agree. What Prisma does not model (triggers, functions, checks)
 * is left alone.
 */
export async function diffSchema(databaseUrl: string): Promise<string | undefined> {
  const from = { tag: "migrations", ...(await readMigrations()) } as const;
  const to = { tag: "schemaDatamodel", ...(await readSchema()) } as const;
  const filters = { externalTables: [], externalEnums: [] };
  const { stdout } = await withSchemaEngine(databaseUrl, (engine) =>
    engine.diff({ from, to, script: true, exitCode: null, filters }),
  );
  const sql = stdout?.trim() ?? "";
  return sql === "" || sql === emptyDiff ? undefined : `${sql}\n`;
}

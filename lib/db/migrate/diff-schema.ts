import type { MigrationList } from "@prisma/schema-engine-wasm";
import { withSchemaEngine } from "@/lib/db/migrate/load-engine";
import { readMigrations, readSchema } from "@/lib/db/migrate/read-migrations";

const emptyDiff = "-- This is an empty migration.";

/**
 * The SQL that leads from the migrations on disk (replayed in a shadow database, which the account must be allowed to
 * create) to the Prisma schema; undefined when they agree.
 *
 * Triggers, functions, checks, policies, views and indexes on expressions are invisible to Prisma and left alone. It
 * sees other indexes and tables, and would drop those that the schema does not declare. Declare them where that can
 * be said (`@@index(…, where: raw("…"))`, `type: Gin, ops: raw("gin_trgm_ops")`); else name them in the migration
 * that creates them, on a line `-- not in the schema: the_index_name`.
 */
export async function diffSchema(databaseUrl: string, folder?: string): Promise<string | undefined> {
  const migrations = await readMigrations(folder);
  const from = { tag: "migrations", ...migrations } as const;
  const to = { tag: "schemaDatamodel", ...(await readSchema()) } as const;
  const filters = { externalTables: [], externalEnums: [] };
  const { stdout } = await withSchemaEngine(databaseUrl, (engine) =>
    engine.diff({ from, to, script: true, exitCode: null, filters }),
  );
  const sql = keepUndeclared(stdout ?? "", undeclaredNames(migrations)).trim();
  return sql === "" || sql === emptyDiff ? undefined : `${sql}\n`;
}

function undeclaredNames({ migrationDirectories }: MigrationList): string[] {
  return migrationDirectories.flatMap(({ migrationFile }) =>
    [...migrationFile.content.value.matchAll(/^-- not in the schema: (\w+)$/gm)].map(([, name = ""]) => name),
  );
}

function keepUndeclared(sql: string, names: string[]): string {
  return names.reduce(
    (rest, name) =>
      rest.replace(new RegExp(`-- Drop(?:Index|Table)\\nDROP (?:INDEX|TABLE) "${name}";\\n*`), ""),
    sql,
  );
}

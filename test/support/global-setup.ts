import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import pg from "pg";
import type { TestProject } from "vitest/node";
import { applyMigrations } from "@/lib/db/migrate/apply-migrations";
import { withDatabase } from "@/lib/db/migrate/migration-adapter";
import { readMigrations } from "@/lib/db/migrate/read-migrations";
import { isAlive, withFileLock } from "@/lib/setup/file-lock.mjs";
import { startPostgres } from "@/lib/setup/postgres.mjs";

const folder = resolve("test/.tmp");

/** Once a run: a server, and on it a migrated template that every test file's database is copied from. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const external = process.env.TEST_DATABASE_URL;
  const server = external
    ? { url: external, reused: true, stop: async () => {} }
    : await startPostgres({ dataDir: folder, database: "laurel", durable: false });
  const template = await withFileLock(join(folder, "template.lock"), async () => {
    // Only a server that nobody else was using can hold no template that is in use.
    await dropLeftovers(server.url, { templates: !server.reused });
    return ensureTemplate(server.url);
  });
  project.provide("databaseServer", { url: server.url, template });
  return () => server.stop();
}

async function ensureTemplate(url: string): Promise<string> {
  const name = `laurel_template_${await hashMigrations()}`;
  const known = await query(url, "select 1 from pg_database where datname = $1 and datistemplate", [name]);
  if (known.length > 0) return name;
  await query(url, `drop database if exists ${name} with (force)`);
  await query(url, `create database ${name} template template0`);
  await applyMigrations(withDatabase(url, name));
  // Marked only now: a template that was killed half-way is made again.
  await query(url, `alter database ${name} with is_template true allow_connections false`);
  return name;
}

/** Databases of test processes that were killed, and templates of other versions of the migrations. */
async function dropLeftovers(url: string, { templates }: { templates: boolean }): Promise<void> {
  const rows = await query(url, "select datname from pg_database where datname like 'laurel_te%'");
  for (const name of rows.map((row) => String(row.datname))) {
    const pid = /^laurel_test_(\d+)_/.exec(name)?.[1];
    if (pid ? isAlive(Number(pid)) : !templates) continue;
    if (!pid) await query(url, `alter database ${name} with is_template false`);
    await query(url, `drop database if exists ${name} with (force)`);
  }
}

async function hashMigrations(): Promise<string> {
  const hash = createHash("sha256");
  for (const { path, migrationFile } of (await readMigrations()).migrationDirectories) {
    hash.update(path).update(migrationFile.content.value);
  }
  hash.update(await readFile("prisma/migrations/migration_lock.toml"));
  return hash.digest("hex").slice(0, 12);
}

async function query(url: string, sql: string, values: unknown[] = []): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: withDatabase(url, "postgres") });
  client.on("error", () => {});
  await client.connect();
  try {
    return (await client.query(sql, values)).rows;
  } finally {
    await client.end();
  }
}

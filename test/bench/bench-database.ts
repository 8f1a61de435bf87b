import { resolve } from "node:path";
import pg from "pg";
import { applyMigrations } from "@/lib/db/migrate/apply-migrations";
import { withDatabase } from "@/lib/db/migrate/migration-adapter";
import { isAlive } from "@/lib/setup/file-lock.mjs";
import { startPostgres } from "@/lib/setup/postgres.mjs";

/** By process, so that two runs at once do not drop each other's. */
const name = `laurel_bench_${process.pid}`;

/**
 * A fresh, migrated database for one run, durable like a real one, on an embedded server of its own under test/.tmp,
 * or on the server of `TEST_DATABASE_URL`. Names it in `DATABASE_URL`.
 */
export async function openBenchDatabase(): Promise<{ url: string; close(): Promise<void> }> {
  const external = process.env.TEST_DATABASE_URL;
  const server = external
    ? { url: external, stop: async () => {} }
    : await startPostgres({ dataDir: resolve("test/.tmp/bench") });
  await dropLeftovers(server.url);
  await runOnServer(server.url, `create database ${name} template template0`);
  const url = withDatabase(server.url, name);
  await applyMigrations(url);
  process.env.DATABASE_URL = url;
  return {
    url,
    close: async () => {
      await runOnServer(server.url, `drop database if exists ${name} with (force)`);
      await server.stop();
    },
  };
}

async function dropLeftovers(url: string): Promise<void> {
  const rows = await runOnServer(url, "select datname from pg_database where datname like 'laurel_bench_%'");
  for (const { datname } of rows) {
    const pid = Number(/_(\d+)$/.exec(datname)?.[1]);
    if (pid === process.pid || !isAlive(pid))
      await runOnServer(url, `drop database if exists ${datname} with (force)`);
  }
}

async function runOnServer(url: string, sql: string): Promise<{ datname: string }[]> {
  const client = new pg.Client({ connectionString: withDatabase(url, "postgres") });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

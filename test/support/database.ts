/**
 * Databases for tests: real Postgres, one server a run, one database a test file.
 *
 * In `test/{db,property,inngest,api,e2e}` there is nothing to do: before a file's imports run, a fresh, migrated
 * database exists and `DATABASE_URL` names it, so `db()` and `pool()` from `@/lib/db/client` work. It is dropped
 * afterwards. Files may run side by side; within a file, tests share the database and should use stores of their own.
 *
 *     import { pool } from "@/lib/db/client";
 *     test("a store has one published program", async () => { await pool().query("insert into stores …"); });
 *
 * A test that needs another database (a second process, a half-migrated one) calls {@link createTestDatabase}.
 *
 * The server is the embedded Postgres under `test/.tmp`, started or joined by the first test of a run; a single
 * `npx vitest run test/db/x.test.ts` works by itself. To run against another server (any Postgres 15–18, as an
 * account that may create databases): `TEST_DATABASE_URL=postgresql://… npx vitest run test/db`.
 */
import { randomBytes } from "node:crypto";
import pg from "pg";
import { inject } from "vitest";
import { withDatabase } from "@/lib/db/migrate/migration-adapter";

export type TestDatabase = {
  /** Pass it as `DATABASE_URL` to a process that shall use this database. */
  url: string;
  /** Ends all connections to it and removes it. */
  drop(): Promise<void>;
};

declare module "vitest" {
  interface ProvidedContext {
    /** Set by test/support/global-setup.ts. */
    databaseServer: { url: string; template: string };
  }
}

/** A new database: migrated, or with `{ empty: true }` without anything in it. Costs about 50 ms. */
export async function createTestDatabase(options: { empty?: boolean } = {}): Promise<TestDatabase> {
  const server = inject("databaseServer");
  const name = `laurel_test_${process.pid}_${randomBytes(6).toString("hex")}`;
  await runOnServer(
    server.url,
    `create database ${name} template ${options.empty ? "template0" : server.template}`,
  );
  return {
    url: withDatabase(server.url, name),
    drop: () => runOnServer(server.url, `drop database if exists ${name} with (force)`),
  };
}

/** Runs one statement on the server's maintenance database. */
export async function runOnServer(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: withDatabase(url, "postgres") });
  client.on("error", () => {});
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

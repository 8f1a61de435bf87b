import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, describe, expect, test } from "vitest";
import {
  applyMigrations,
  forgetFailedMigration,
  readMigrationStatus,
} from "@/lib/db/migrate/apply-migrations";
import { diffSchema } from "@/lib/db/migrate/diff-schema";
import { createTestDatabase } from "../../support/database";

const scratch = mkdtempSync(join(tmpdir(), "laurel-migrations-"));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

const tablesOf = (url: string) =>
  query(url, "select table_name from information_schema.tables where table_schema = 'public' order by 1");

/** The migrations of the project plus one of ours. */
function withMigration(name: string, sql: string): string {
  const folder = join(scratch, name);
  cpSync(join("prisma", "migrations"), folder, { recursive: true });
  mkdirSync(join(folder, `20990101000000_${name}`));
  writeFileSync(join(folder, `20990101000000_${name}`, "migration.sql"), sql);
  return folder;
}

const patient = { lockTimeoutMs: 400, triesMax: 1_000, pauseMs: 50 };

/** A transaction that read the table and stays open, until the answer is called. */
async function readAndStay(url: string, table: string): Promise<() => Promise<void>> {
  const client = new pg.Client({ connectionString: url, application_name: "the-reader" });
  await client.connect();
  await client.query("begin");
  await client.query(`select 1 from ${table}`);
  return () => client.end();
}

const countWaiting = async (url: string) =>
  (
    await query(
      url,
      `select pid from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'
          and query like 'alter table%'`,
    )
  ).length;

const columnsOf = async (url: string, table: string) =>
  (await query(url, `select column_name from information_schema.columns where table_name = '${table}'`)).map(
    (row) => row.column_name,
  );

describe("migrations", () => {
  test("applying to an empty database brings all, a second time nothing", async () => {
    const database = await createTestDatabase({ empty: true });
    const first = await applyMigrations(database.url);
    expect(first.length).toBeGreaterThan(0);
    const tables = await tablesOf(database.url);
    expect(await applyMigrations(database.url)).toEqual([]);
    expect(await tablesOf(database.url)).toEqual(tables);
    expect(await readMigrationStatus(database.url)).toEqual({
      pending: [],
      failed: [],
      edited: [],
      unknown: [],
    });
    await database.drop();
  });

  test("processes that migrate at the same instant apply each migration once", async () => {
    const database = await createTestDatabase({ empty: true });
    const runs = await Promise.all([1, 2, 3, 4].map(() => applyMigrations(database.url)));
    expect(runs.filter((applied) => applied.length > 0)).toHaveLength(1);
    const rows = await query(database.url, "select migration_name from _prisma_migrations");
    expect(new Set(rows.map((row) => row.migration_name)).size).toBe(rows.length);
    await database.drop();
  });

  test("a migration that fails leaves nothing behind, blocks the next run, and can be tried again once mended", async () => {
    const database = await createTestDatabase();
    const folder = withMigration("broken", "create table half (n int); select 1 / 0;");
    await expect(applyMigrations(database.url, folder)).rejects.toThrow("division by zero");
    expect((await tablesOf(database.url)).map((row) => row.table_name)).not.toContain("half");
    expect((await readMigrationStatus(database.url, folder)).failed).toEqual(["20990101000000_broken"]);

    writeFileSync(join(folder, "20990101000000_broken", "migration.sql"), "create table whole (n int);");
    await expect(applyMigrations(database.url, folder)).rejects.toThrow("20990101000000_broken");
    await forgetFailedMigration(database.url, "20990101000000_broken");
    expect(await applyMigrations(database.url, folder)).toEqual(["20990101000000_broken"]);
    await database.drop();
  });

  test("a migration that waits for a busy table lets readers pass, and applies once the table is free", async () => {
    const database = await createTestDatabase();
    const folder = withMigration("busy", "alter table currencies add column waited int;");
    const release = await readAndStay(database.url, "currencies");
    const migrating = applyMigrations(database.url, folder, patient);
    for (let reading = 0; reading < 3; reading += 1) {
      await expect.poll(() => countWaiting(database.url), { interval: 10 }).toBe(1);
      await query(database.url, "select * from currencies");
    }
    expect(await columnsOf(database.url, "currencies")).not.toContain("waited");
    await release();
    expect(await migrating).toEqual(["20990101000000_busy"]);
    expect(await columnsOf(database.url, "currencies")).toContain("waited");
    await database.drop();
  });

  test("a migration that never gets its lock says who is in the way, and is simply tried again", async () => {
    const database = await createTestDatabase();
    const folder = withMigration(
      "never",
      "create table begun (n int); alter table stores add column late int;",
    );
    const release = await readAndStay(database.url, "stores");
    const failing = applyMigrations(database.url, folder, { ...patient, triesMax: 2 });
    await expect(failing).rejects.toThrow(
      /^The migration 20990101000000_never could not get a lock .*the-reader.*then start again\.$/,
    );
    expect((await tablesOf(database.url)).map((row) => row.table_name)).not.toContain("begun");
    await release();
    expect(await applyMigrations(database.url, folder, patient)).toEqual(["20990101000000_never"]);
    await database.drop();
  });

  test("pending and edited migrations are told apart", async () => {
    const database = await createTestDatabase();
    const folder = withMigration("later", "select 1;");
    expect((await readMigrationStatus(database.url, folder)).pending).toEqual(["20990101000000_later"]);
    await applyMigrations(database.url, folder);
    writeFileSync(join(folder, "20990101000000_later", "migration.sql"), "select 2;");
    expect((await readMigrationStatus(database.url, folder)).edited).toEqual(["20990101000000_later"]);
    expect((await readMigrationStatus(database.url)).unknown).toEqual(["20990101000000_later"]);
    await database.drop();
  });

  test("the migrations lead to the Prisma schema", async () => {
    const database = await createTestDatabase({ empty: true });
    expect(await diffSchema(database.url)).toBeUndefined();
    await database.drop();
  });

  test("what Prisma does not model is never dropped by a diff", async () => {
    const database = await createTestDatabase({ empty: true });
    const folder = withMigration(
      "beyond",
      `create function beyond() returns trigger language plpgsql as $$ begin return new; end; $$;
       create trigger beyond before update on customers for each row execute function beyond();
       create constraint trigger beyond_late after insert on customers
         deferrable initially deferred for each row execute function beyond();
       alter table customers add constraint beyond_check check (email <> 'nobody');
       create index beyond_expression on customers (lower(last_name));
       create index beyond_trigram on customers using gin ((first_name || ' ' || last_name) gin_trgm_ops);
       alter table customers enable row level security;
       create policy beyond on customers using (true);
-- not in the schema: beyond_partial
create index beyond_partial on customers (store_id) where merged_into_id is not null;
-- not in the schema: beyond_table
create table beyond_table (id bigint primary key);`,
    );
    expect(await diffSchema(database.url, folder)).toBeUndefined();
    await database.drop();
  });

  test("a difference is written as SQL, and the shadow database is gone afterwards", async () => {
    const database = await createTestDatabase({ empty: true });
    const folder = withMigration(
      "extra",
      "alter table stores add column surplus int; create table surplus (id int primary key);",
    );
    expect(await diffSchema(database.url, folder)).toBe(
      '-- AlterTable\nALTER TABLE "stores" DROP COLUMN "surplus";\n\n-- DropTable\nDROP TABLE "surplus";\n',
    );
    expect(await tablesOf(database.url)).toEqual([]);
    expect(
      await query(database.url, "select datname from pg_database where datname like 'laurel_shadow%'"),
    ).toEqual([]);
    await database.drop();
  });
});

import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { pool } from "@/lib/db/client";
import { seedStore } from "@/test/db/ledger/seed";

const migration = "prisma/migrations/20261124173300_no_statistics_of_stores/migration.sql";

async function counted(): Promise<number> {
  await pool().query("ANALYZE customers");
  const { rows } = await pool().query<{ columns: number }>(
    "SELECT count(*) AS columns FROM pg_stats WHERE tablename = 'customers' AND attname = 'store_id'",
  );
  return rows[0]?.columns ?? 0;
}

const fileOf = async () =>
  (await pool().query("SELECT pg_relation_filenode('customers') AS node")).rows[0].node;

test("what Postgres knew of stores before the migration is forgotten, and no table is written anew", async () => {
  await seedStore(10);
  expect(await counted()).toBe(0);
  await pool().query("ALTER TABLE customers ALTER COLUMN store_id SET STATISTICS -1");
  expect(await counted()).toBe(1);
  const file = await fileOf();
  await pool().query(await readFile(migration, "utf8"));
  expect(await counted()).toBe(0);
  expect(await fileOf()).toBe(file);
});

import { rmSync } from "node:fs";
import { resolve } from "node:path";
import { afterAll, expect, test } from "vitest";
import { readPostgresUrl, startPostgres } from "@/lib/setup/postgres.mjs";
import { startApp } from "../../support/app";
import { runOnServer } from "../../support/database";

/** An installation of its own: nothing configured, so the app brings its own Postgres. */
const dataDir = resolve("test", ".tmp", `process-${process.pid}`);
const env = { DATABASE_URL: undefined, DATA_DIR: dataDir, MIGRATE_ON_START: "true" };

afterAll(async () => {
  // Joins what a failed test may have left behind and, as its last user, stops it.
  await (await startPostgres({ dataDir })).stop();
  rmSync(dataDir, { recursive: true, force: true });
});

const databaseRuns = () =>
  runOnServer(readPostgresUrl(dataDir) ?? "", "select 1").then(
    () => true,
    () => false,
  );

test("without any configuration the app brings its database, and stops it when it is stopped", async () => {
  const app = await startApp({ env });
  expect(await databaseRuns()).toBe(true);
  await app.stop();
  expect(app.logs()).toContain('"stopped"');
  expect(await databaseRuns()).toBe(false);
});

test("killed hard, the app comes back at the same address over the same database", async () => {
  const first = await startApp({ env });
  const database = readPostgresUrl(dataDir);
  await first.kill9();
  expect(await databaseRuns()).toBe(true);
  const second = await startApp({ env, port: first.port });
  expect(readPostgresUrl(dataDir)).toBe(database);
  await second.stop();
  expect(await databaseRuns()).toBe(false);
});

test("a command works beside the running app and leaves its database running", async () => {
  const app = await startApp({ env });
  const beside = await startPostgres({ dataDir });
  expect(beside.reused).toBe(true);
  await beside.stop();
  expect(await databaseRuns()).toBe(true);
  await app.stop();
});

test("a taken port is one clear sentence, not a stack", async () => {
  const app = await startApp({ env });
  const second = await startApp({ env: { ...env, PORT: String(app.port) } }).catch(String);
  expect(second).toMatch(new RegExp(`Port ${app.port}\\b.* is taken`));
  expect(second).not.toMatch(/\n\s+at /);
  await app.stop();
});

// @ts-check
import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { ensureGenerated, quiet } from "./build.mjs";
import { openDatabase } from "./database-url.mjs";
import { run, stage } from "./stage.mjs";

const require = createRequire(import.meta.url);

/** `npm run dev`: database, migrations, then Next's development server until Ctrl-C. */
export async function dev() {
  await ensureGenerated();
  const dataDir = process.env.DATA_DIR || ".data";
  const database = await stage("Starting the database", () =>
    openDatabase({ databaseUrl: process.env.DATABASE_URL, dataDir }),
  );
  try {
    await stage("Applying migrations", () =>
      run(process.execPath, ["--import", "tsx", "lib/cli/db-migrate.ts"]),
    );
    await runNext();
  } finally {
    await database.close();
  }
}

/** @returns {Promise<void>} */
function runNext() {
  const { PORT = "3000", HOSTNAME = "127.0.0.1" } = process.env;
  const args = [require.resolve("next/dist/bin/next"), "dev", "--port", PORT, "--hostname", HOSTNAME];
  const env = { ...process.env, ...quiet, NODE_ENV: /** @type {const} */ ("development") };
  const child = spawn(process.execPath, args, { stdio: "inherit", env });
  // Ctrl-C reaches the child as well; we only outlive it to stop the database.
  process.on("SIGINT", () => {});
  process.on("SIGTERM", () => child.kill("SIGTERM"));
  return new Promise((done) => child.on("close", () => done()));
}

import { closeDatabase, databaseUrl } from "@/lib/db/client";
import { applyMigrations } from "@/lib/db/migrate/apply-migrations";
import { env } from "@/lib/env";
import { logger } from "@/lib/logger";
import { runShutdownTasks } from "@/lib/on-shutdown";
import { checkSecrets } from "@/lib/server/check-secrets";
import { type Handler, listen } from "@/lib/server/listen";
import { adoptBuild, findRoot } from "@/lib/server/next-environment.mjs";
import { drain, onStopSignal } from "@/lib/server/shut-down";
import { observeBigCommerce } from "@/lib/services/stores/observe-bigcommerce";
import { openDatabase } from "@/lib/setup/database-url.mjs";
import { SetupProblem, sayProblem } from "@/lib/setup/say-problem.mjs";

/** How long requests and jobs may go on after a stop signal. */
const graceMs = 10_000;

/**
 * The production server: our own `node:http` in front of Next, in one process. It takes the port, brings the
 * database (the embedded one unless DATABASE_URL names another), applies migrations, starts Next and with it the
 * runner, and stops all of it in order. Works in the checkout and in the standalone folder.
 */
async function main(): Promise<void> {
  const root = findRoot(import.meta.url);
  process.chdir(root);
  if (!adoptBuild(root)) throw new SetupProblem("There is no build yet: run `npm run build` first.");
  const { APP_URL, PORT, HOSTNAME, TRUST_PROXY, DATABASE_URL, DATA_DIR, MIGRATE_ON_START } = env();
  checkSecrets();
  const door = await listen({ port: PORT, host: HOSTNAME, trustedHops: TRUST_PROXY });
  const database = await openDatabase({ databaseUrl: DATABASE_URL, dataDir: DATA_DIR });
  onStopSignal(async () => {
    await Promise.all([drain(door.server, graceMs), runShutdownTasks()]);
    await closeDatabase();
    await database.close();
    logger.info("stopped");
  });
  try {
    if (MIGRATE_ON_START) await migrate();
    observeBigCommerce();
    door.open(await startNext(root, HOSTNAME, door.port));
  } catch (error) {
    await database.close();
    throw error;
  }
  logger.info({ host: HOSTNAME, port: door.port }, "Laurel is ready");
  if (APP_URL.startsWith("https:") && TRUST_PROXY === 0) {
    logger.warn("TRUST_PROXY is 0 behind an https proxy: all shoppers are counted as one address");
  }
}

async function migrate(): Promise<void> {
  const applied = await applyMigrations(databaseUrl());
  if (applied.length > 0) logger.info({ applied }, "migrations applied");
}

/** Next's request handler; its `instrumentation.ts` starts the runner on the way. */
async function startNext(root: string, hostname: string, port: number): Promise<Handler> {
  // Loaded late: Next reads the environment, which `adoptBuild` prepares, when it is imported.
  const { default: next } = await import("next");
  const app = next({ dev: false, dir: root, hostname, port });
  await app.prepare();
  return app.getRequestHandler();
}

await main().catch((error: unknown) => {
  sayProblem(error);
  process.exit();
});

import { findPendingMigrations, isRunnerAlive } from "@/lib/db/readiness";
import { inngestMode } from "@/lib/env";
import { logger } from "@/lib/logger";

/** The runner's sign of life comes every few seconds. */
const silentSecondsMax = 15;

export type Readiness = {
  isReady: boolean;
  checks: { database: boolean; migrations: boolean; runner: boolean };
};

/** Whether this process can do its work: database reachable and migrated, embedded runner alive (when there is one). */
export async function checkReadiness(): Promise<Readiness> {
  const checks = { database: false, migrations: false, runner: false };
  try {
    const pending = await findPendingMigrations();
    checks.database = true;
    checks.migrations = pending.length === 0;
    checks.runner = inngestMode() === "server" || (await isRunnerAlive(silentSecondsMax));
  } catch (error) {
    logger.warn({ err: error }, "not ready");
  }
  return { isReady: checks.database && checks.migrations && checks.runner, checks };
}

import type { Inngest, InngestFunction } from "inngest";
import { closeRunnerPools, runnerPool, runnerQueuePool } from "@/lib/db/runner/open-pool";
import { startForwarder } from "@/lib/embedded/forward-events";
import { type EmbeddedRunner, startRunner } from "@/lib/embedded/runner";
import { inngestMode } from "@/lib/env";
import { processWide } from "@/lib/process-wide";

type App = { client: Inngest.Any; functions: readonly InngestFunction.Any[] };

/** On the process, not in this module: Next bundles instrumentation and routes separately, and reloads in dev. */
const holder = processWide<{ starting?: Promise<EmbeddedRunner> }>("engine", () => ({}));

/**
 * Starts what makes the functions run in this process, once: the embedded runner, or in server mode the forwarder
 * that hands our events to Inngest.
 * @throws Error that names every function option the embedded runner does not implement
 */
export async function startEngine(app: App): Promise<void> {
  holder.starting ??=
    inngestMode() === "embedded"
      ? startRunner({ pool: runnerPool(), queuePool: runnerQueuePool(), ...app })
      : startForwarder({ pool: runnerPool(), client: app.client });
  await holder.starting;
}

/** Lets what runs finish, hands the rest to other processes, closes the runner's connections. */
export async function stopRunner(): Promise<void> {
  const running = await holder.starting?.catch(() => undefined);
  delete holder.starting;
  await running?.stop();
  await closeRunnerPools();
}

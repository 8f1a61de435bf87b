import { hostname } from "node:os";
import type { Inngest, InngestFunction } from "inngest";
import type { Pool } from "pg";
import type { RequestId } from "@/lib/db/runner/claim-request";
import { keepCrons, registerCron } from "@/lib/db/runner/crons";
import { installQueue } from "@/lib/db/runner/install-queue";
import { newId } from "@/lib/db/runner/new-id";
import { beat, leave, requeueOrphans } from "@/lib/db/runner/processes";
import { inTransaction } from "@/lib/db/runner/sql";
import { createAlarm } from "@/lib/embedded/alarm";
import { createSdk } from "@/lib/embedded/call-sdk";
import { coalesce } from "@/lib/embedded/coalesce";
import { nextCron } from "@/lib/embedded/cron";
import type { Engine } from "@/lib/embedded/engine";
import { type FunctionConfig, readFunction } from "@/lib/embedded/function-config";
import { listenForEvents } from "@/lib/embedded/listen";
import { findRefusals } from "@/lib/embedded/refuse-unsupported";
import { routeEvents } from "@/lib/embedded/route-events";
import { startWorker } from "@/lib/embedded/start-worker";
import { sweep, tidy } from "@/lib/embedded/sweep";
import { logger } from "@/lib/logger";

export type RunnerOptions = {
  /** Its own pool, so that jobs never take the connections that people wait for. */
  pool: Pool;
  /** Takes and ticks off work; may forgo waiting for the disk. Default: `pool`. */
  queuePool?: Pool;
  client: Inngest.Any;
  functions: readonly InngestFunction.Any[];
  /** How many requests run at once in this process. */
  concurrency?: number;
  /** How long a silent process keeps what it holds. */
  leaseMs?: number;
  sweepMs?: number;
  retentionDays?: number;
  /** For tests only: factor on every sleep, time-out and back-off. */
  timeScale?: number;
};

export type EmbeddedRunner = {
  /** Finishes what runs, at most `graceMs` long, then hands the rest to the other processes at once. */
  stop(graceMs?: number): Promise<void>;
};

/** Two listen for as long as it runs. */
const connectionsMin = 4;
const tidyMs = 3_600_000;

/**
 * Starts the embedded runner: a small durable engine for Inngest functions on the app's own Postgres, for machines
 * without an Inngest server. Any number of processes may run one on the same database.
 *
 * @throws Error that names every function option it does not implement
 */
export async function startRunner(options: RunnerOptions): Promise<EmbeddedRunner> {
  const {
    pool,
    queuePool = pool,
    concurrency = 10,
    leaseMs = 10_000,
    sweepMs = 2000,
    retentionDays = 14,
    timeScale = 1,
  } = options;
  if (pool.options.max < connectionsMin)
    throw new Error(`The runner needs ${connectionsMin} connections or more`);
  const sdk = createSdk(options.client, options.functions);
  const functions = await learnFunctions(sdk);
  const engine: Engine = {
    pool,
    queuePool,
    sdk,
    functions,
    limits: new Map(
      [...functions].map(([id, { concurrency: keys }]) => [id, keys.map(({ limit }) => limit)]),
    ),
    processId: `${hostname()}-${process.pid}-${newId()}`,
    timeScale,
    claims: new Set(),
  };
  const active = new Set<RequestId>();

  await beat(pool, engine.processId, []);
  await inTransaction(pool, (sql) => installQueue(sql, pool));
  const worker = await startWorker(engine, active, concurrency);
  await registerCrons(engine);

  const guard = (work: () => Promise<void>) => () =>
    work().catch((error: unknown) =>
      logger.error({ part: "runner", err: error }, "the runner will try again"),
    );
  const route = guard(coalesce(() => routeEvents(engine)));
  const alarm = createAlarm(pool, worker.nudge);
  const listener = listenForEvents(pool, { events: () => void route(), jobs: alarm.look });
  const sweepAll = coalesce(async () => {
    await listener.ensure();
    await sweep(engine, { lockIds: worker.lockIds, active }, { leaseMs, retentionDays });
    await route();
    alarm.look();
  });
  await sweepAll();
  const sweeping = setInterval(() => void guard(sweepAll)(), sweepMs);
  const tidying = setInterval(() => void guard(() => tidy(engine, { leaseMs, retentionDays }))(), tidyMs);
  logger.info(
    { part: "runner", functions: functions.size, process: engine.processId },
    "the embedded runner works",
  );

  return {
    async stop(graceMs = 8000) {
      clearInterval(tidying);
      alarm.stop();
      listener.stop();
      const stopped = worker
        .stop()
        .catch((error: unknown) => logger.warn({ part: "runner", err: error }, "stopping"));
      await Promise.race([stopped, new Promise((resolve) => setTimeout(resolve, graceMs).unref())]);
      clearInterval(sweeping);
      worker.halt();
      await Promise.allSettled(engine.claims);
      await inTransaction(pool, async (sql) => {
        await leave(sql, engine.processId, worker.lockIds);
        await requeueOrphans(sql, engine.processId, new Set());
      });
    },
  };
}

async function learnFunctions(sdk: Engine["sdk"]): Promise<Map<string, FunctionConfig>> {
  const raw = await sdk.describe();
  const refusals = raw.flatMap(findRefusals);
  if (refusals.length > 0)
    throw new Error(`The embedded runner cannot run these functions:\n${refusals.join("\n")}`);
  return new Map(raw.map((entry) => [entry.id, readFunction(entry)]));
}

async function registerCrons(engine: Engine): Promise<void> {
  const crons = [...engine.functions.values()].flatMap(({ id, crons: expressions }) =>
    expressions.map((expression) => ({ functionId: id, expression })),
  );
  for (const { functionId, expression } of crons) {
    await registerCron(engine.pool, functionId, expression, nextCron(expression, new Date()));
  }
  await keepCrons(engine.pool, crons);
}

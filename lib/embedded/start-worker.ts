import { EventEmitter } from "node:events";
import { Logger, run, type WorkerEvents, type WorkerPool } from "graphile-worker";
import { z } from "zod";
import { closeBatch, readEvent } from "@/lib/db/runner/batches";
import type { RequestId } from "@/lib/db/runner/claim-request";
import { createRuns } from "@/lib/db/runner/create-runs";
import { inTransaction } from "@/lib/db/runner/sql";
import { type Engine, planRun } from "@/lib/embedded/engine";
import { runRequest } from "@/lib/embedded/run-request";
import { wakeStep } from "@/lib/embedded/wake-step";
import { logger } from "@/lib/logger";

const stepJob = z.object({ runId: z.string(), stepId: z.string() });
const batchJob = z.object({ batchId: z.string() });

/** graphile-worker's own messages; its chatter about every job is ours at `trace`. */
const workerLogger = new Logger(() => (level, message) => {
  if (level === "error") logger.error({ part: "runner" }, message);
  else if (level === "warning") logger.warn({ part: "runner" }, message);
  else logger.trace({ part: "runner" }, message);
});

export type Worker = {
  /** The names under which it locks jobs, for whoever has to unlock them after us. */
  lockIds: string[];
  /** Looks for due jobs now. */
  nudge(): void;
  /** From now on jobs that are handed to it are refused, and come again for another process. */
  halt(): void;
  /** Resolves when the jobs that run have ended. */
  stop(): Promise<void>;
};

/** A job this process fetched ahead and does not get to goes back, for another process to take. */
const localTtlMs = 2000;

/** A nudged worker goes on until it finds nothing; a few share a burst. */
const nudgedMax = 4;

/**
 * Starts the queue (it migrates its own schema first). A job is only an alarm: its task reads what is due from our
 * tables, so that a job that is lost, late or doubled changes nothing.
 */
export async function startWorker(
  engine: Engine,
  active: Set<RequestId>,
  concurrency: number,
): Promise<Worker> {
  const events: WorkerEvents = new EventEmitter();
  const pools: WorkerPool[] = [];
  let halted = false;
  const unlessHalted = (work: (payload: unknown) => Promise<void>) => async (payload: unknown) => {
    if (halted) throw new Error("This process is stopping");
    await work(payload);
  };
  events.on("pool:create", ({ workerPool }) => pools.push(workerPool));
  const runner = await run({
    events,
    pgPool: engine.queuePool,
    concurrency,
    noHandleSignals: true,
    logger: workerLogger,
    pollInterval: 5000,
    preset: {
      worker: { localQueue: { size: concurrency + 1, ttl: localTtlMs }, completeJobBatchDelay: 0 },
    },
    taskList: {
      request: unlessHalted((payload) => runRequest(engine, stepJob.parse(payload), active)),
      wake: unlessHalted((payload) => wakeStep(engine, stepJob.parse(payload))),
      flush: unlessHalted((payload) => flushBatch(engine, batchJob.parse(payload).batchId)),
    },
  });
  return {
    lockIds: pools.map(({ id }) => id),
    nudge: () => {
      for (const pool of pools) pool.nudge(nudgedMax);
    },
    halt: () => {
      halted = true;
    },
    stop: () => runner.stop(),
  };
}

/** A batch's time is up: it becomes a run with what it has. */
async function flushBatch(engine: Engine, batchId: string): Promise<void> {
  await inTransaction(engine.pool, async (sql) => {
    const batch = await closeBatch(sql, batchId);
    const config = batch && engine.functions.get(batch.functionId);
    const first = batch?.eventIds[0] && (await readEvent(sql, batch.eventIds[0]));
    if (config && first) await createRuns(sql, [planRun(config, first, batch.eventIds)]);
  });
}

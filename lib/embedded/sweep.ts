import type { RequestId } from "@/lib/db/runner/claim-request";
import { hasRoom, lockKeys, wakeBlocked } from "@/lib/db/runner/concurrency";
import { createRuns } from "@/lib/db/runner/create-runs";
import { insertRoutedEvent, setNextCron, takeDueCrons } from "@/lib/db/runner/crons";
import { newId } from "@/lib/db/runner/new-id";
import { beat, buryDead, requeueOrphans } from "@/lib/db/runner/processes";
import { deleteOld, enqueueForgotten, findBlockedKeys } from "@/lib/db/runner/repair";
import { inTransaction } from "@/lib/db/runner/sql";
import { nextCron } from "@/lib/embedded/cron";
import { type Engine, planRun } from "@/lib/embedded/engine";
import { logger } from "@/lib/logger";

export type SweepOptions = { leaseMs: number; retentionDays: number };

/**
 * What keeps the runner alive through anything: renew our lease, take over from processes whose lease ran out,
 * fire crons, give free places to blocked requests, set lost alarms again. Every process does it; all of it is
 * safe to do twice.
 */
export async function sweep(
  engine: Engine,
  worker: { lockIds: string[]; active: Set<RequestId> },
  { leaseMs }: SweepOptions,
): Promise<void> {
  const { pool, queuePool, processId } = engine;
  await beat(queuePool, processId, worker.lockIds);
  await inTransaction(pool, (sql) => buryDead(sql, leaseMs));
  const freed = await inTransaction(pool, (sql) => requeueOrphans(sql, processId, worker.active));
  if (freed > 0)
    logger.warn({ part: "runner", requests: freed }, "took over requests of a process that is gone");
  await fireCrons(engine);
  await wakeForgotten(engine);
  await enqueueForgotten(pool);
}

/** Starts a run for each cron that is due. Times missed while no process ran are made up by one run, not by many. */
async function fireCrons(engine: Engine): Promise<void> {
  await inTransaction(engine.pool, async (sql) => {
    for (const due of await takeDueCrons(sql)) {
      const config = engine.functions.get(due.functionId);
      if (!config) continue;
      const event = { id: newId(), name: "inngest/scheduled.timer", data: { cron: due.expression } };
      await insertRoutedEvent(sql, event);
      await createRuns(sql, [planRun(config, event, [event.id])]);
      await setNextCron(sql, due, nextCron(due.expression, new Date()));
    }
  });
}

/** Someone blocked though there is room: whoever freed the place woke one that was blocked by its other key too. */
async function wakeForgotten(engine: Engine): Promise<void> {
  const limits = [...engine.functions.values()].flatMap(({ concurrency }) => concurrency);
  for (const key of await findBlockedKeys(engine.pool)) {
    const rule = limits.find(({ prefix }) => key === prefix || key.startsWith(`${prefix}:`));
    await inTransaction(engine.pool, async (sql) => {
      await lockKeys(sql, [key]);
      if (!rule || (await hasRoom(sql, [{ key, limit: rule.limit }]))) await wakeBlocked(sql, [key]);
    });
  }
}

/** Deletes runs and events older than the retention, batch by batch. */
export async function tidy(engine: Engine, { retentionDays }: SweepOptions): Promise<void> {
  await deleteOld(engine.pool, retentionDays);
}

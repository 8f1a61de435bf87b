import { addToBatch } from "@/lib/db/runner/batches";
import type { StoredEvent } from "@/lib/db/runner/claim-request";
import { lockKeys } from "@/lib/db/runner/concurrency";
import { createRuns, type NewRun } from "@/lib/db/runner/create-runs";
import { endRun } from "@/lib/db/runner/end-run";
import { lockRuns, takeKey, takeUnrouted } from "@/lib/db/runner/route";
import { inTransaction, type Sql } from "@/lib/db/runner/sql";
import { settleStep } from "@/lib/db/runner/steps";
import { type Engine, planRun, toSdkEvent } from "@/lib/embedded/engine";
import { isTrue, keyOf } from "@/lib/embedded/expression";
import type { FunctionConfig } from "@/lib/embedded/function-config";
import { matchCancels, matchWaits } from "@/lib/embedded/match-events";

const batchSize = 200;
const keyLifeMs = 24 * 3_600_000;

/** Makes runs of all events that wait for it, and wakes or cancels what they concern. */
export async function routeEvents(engine: Engine): Promise<void> {
  while ((await inTransaction(engine.pool, (sql) => routeNext(engine, sql))) === batchSize);
}

async function routeNext(engine: Engine, sql: Sql): Promise<number> {
  const events = await takeUnrouted(sql, batchSize);
  if (events.length === 0) return 0;
  await meetActiveRuns(engine, sql, events);
  const runs: NewRun[] = [];
  const cancelled: string[] = [];
  const batched = new Map<string, { config: FunctionConfig; key: string; events: StoredEvent[] }>();
  for (const event of events) {
    cancelled.push(...cancelNew(engine, runs, events, event));
    for (const config of matchTriggers(engine, event)) {
      if (!(await mayStart(sql, engine, config, event))) continue;
      if (config.batch && isTrue(config.batch.condition, { event: toSdkEvent(event) })) {
        const key = config.batch.key ? keyOf(config.batch.key, { event: toSdkEvent(event) }) : "";
        const slot = `${config.id}\u0000${key}`;
        batched.set(slot, { config, key, events: [...(batched.get(slot)?.events ?? []), event] });
      } else {
        runs.push(planRun(config, event, [event.id]));
      }
    }
  }
  for (const { config, key, events: members } of batched.values()) {
    runs.push(...(await fillBatch(engine, sql, config, key, members)));
  }
  await createRuns(sql, runs);
  for (const runId of cancelled) await endRun(sql, runId, { state: "cancelled" });
  return events.length;
}

/** Functions an event triggers; one function at most once. */
function matchTriggers(engine: Engine, event: StoredEvent): FunctionConfig[] {
  return [...engine.functions.values()].filter((config) =>
    config.events.some(
      ({ name, condition }) =>
        matchesName(name, event.name) && isTrue(condition, { event: toSdkEvent(event) }),
    ),
  );
}

function matchesName(pattern: string, name: string): boolean {
  return pattern.endsWith("*") ? name.startsWith(pattern.slice(0, -1)) : pattern === name;
}

async function mayStart(
  sql: Sql,
  engine: Engine,
  config: FunctionConfig,
  event: StoredEvent,
): Promise<boolean> {
  if (!config.idempotency) return true;
  const key = keyOf(config.idempotency, { event: toSdkEvent(event) });
  return takeKey(sql, config.id, key, keyLifeMs * engine.timeScale);
}

async function fillBatch(
  engine: Engine,
  sql: Sql,
  config: FunctionConfig,
  key: string,
  events: StoredEvent[],
) {
  const { sizeMax = 1, timeoutMs = 0 } = config.batch ?? {};
  const rule = { functionId: config.id, key, sizeMax, timeoutMs: timeoutMs * engine.timeScale };
  const full = await addToBatch(
    sql,
    rule,
    events.map(({ id }) => id),
  );
  const [first] = events;
  // All events of a batch share its key; concurrency keys follow the first one at hand.
  return first ? full.map((eventIds) => planRun(config, first, eventIds)) : [];
}

/** Runs made moments ago, in this same transaction, can be cancelled by the next event already. */
function cancelNew(engine: Engine, runs: NewRun[], events: StoredEvent[], event: StoredEvent): string[] {
  return runs.flatMap((run) => {
    const rules = engine.functions.get(run.functionId)?.cancelOn ?? [];
    const trigger = events.find(({ id }) => id === run.eventIds[0]);
    const hit = rules.some(
      (rule) =>
        rule.event === event.name &&
        trigger &&
        isTrue(rule.condition, { event: toSdkEvent(trigger), async: toSdkEvent(event) }),
    );
    return hit ? [run.id] : [];
  });
}

async function meetActiveRuns(engine: Engine, sql: Sql, events: StoredEvent[]): Promise<void> {
  const waits = await matchWaits(sql, events);
  const cancels = await matchCancels(engine, sql, events);
  if (waits.length + cancels.length === 0) return;
  await lockKeys(
    sql,
    cancels.flatMap(({ keys }) => keys),
  );
  const open = await lockRuns(sql, [...waits.map(({ runId }) => runId), ...cancels.map(({ id }) => id)]);
  for (const { runId, stepId, event } of waits) {
    if (open.has(runId)) await settleStep(sql, runId, stepId, { data: toSdkEvent(event) });
  }
  for (const { id } of cancels) if (open.has(id)) await endRun(sql, id, { state: "cancelled" });
}

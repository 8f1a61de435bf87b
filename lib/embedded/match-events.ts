import type { StoredEvent } from "@/lib/db/runner/claim-request";
import { type ActiveRun, findActiveRuns, findWaiting } from "@/lib/db/runner/route";
import type { Sql } from "@/lib/db/runner/sql";
import { type Engine, toSdkEvent } from "@/lib/embedded/engine";
import { isTrue, parseExpression } from "@/lib/embedded/expression";

export type MatchedWait = { runId: string; stepId: string; event: StoredEvent };

/** Pending `waitForEvent` steps, each with the first of these events that fits it. */
export async function matchWaits(sql: Sql, events: StoredEvent[]): Promise<MatchedWait[]> {
  const waiting = await findWaiting(sql, [...new Set(events.map(({ name }) => name))]);
  return waiting.flatMap(({ runId, stepId, event: name, condition, trigger }) => {
    const event = events.find(
      (candidate) =>
        candidate.name === name &&
        (!condition ||
          isTrue(parseExpression(condition), { event: toSdkEvent(trigger), async: toSdkEvent(candidate) })),
    );
    return event ? [{ runId, stepId, event }] : [];
  });
}

/** Active runs that one of these events cancels. */
export async function matchCancels(engine: Engine, sql: Sql, events: StoredEvent[]): Promise<ActiveRun[]> {
  const found: ActiveRun[] = [];
  for (const config of engine.functions.values()) {
    const rules = config.cancelOn.flatMap((rule) =>
      events.filter(({ name }) => name === rule.event).map((event) => ({ rule, event })),
    );
    if (rules.length === 0) continue;
    const runs = await findActiveRuns(sql, config.id);
    found.push(
      ...runs.filter((run) =>
        rules.some(
          ({ rule, event }) =>
            (rule.timeoutMs === undefined || run.ageMs < rule.timeoutMs * engine.timeScale) &&
            isTrue(rule.condition, { event: toSdkEvent(run.trigger), async: toSdkEvent(event) }),
        ),
      ),
    );
  }
  return found;
}

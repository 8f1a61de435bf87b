import type { Held } from "@/lib/db/runner/claim-request";
import { wakeBlocked } from "@/lib/db/runner/concurrency";
import { insertEvents } from "@/lib/db/runner/insert-events";
import { lockRun } from "@/lib/db/runner/requests";
import type { Sql } from "@/lib/db/runner/sql";
import { type StepResult, settleStep } from "@/lib/db/runner/steps";

export type RunEnd =
  | { state: "completed"; output: unknown }
  | { state: "failed"; error: unknown }
  | { state: "cancelled" };

type Ended = {
  function_id: string;
  event_ids: string[];
  parent_run_id: string | null;
  parent_step_id: string | null;
};

/**
 * Ends a run: nothing of it will be called again, whoever waits for it hears of it, and a failure sends
 * `inngest/function.failed`. The caller holds the run's lock and those of its concurrency keys.
 */
export async function endRun(sql: Sql, runId: string, end: RunEnd): Promise<void> {
  const { rows } = await sql.query<Ended & { keys: string[] | null }>({
    name: "runner-end-run",
    text: `with dropped as (delete from runner_requests where run_id = $1 returning key1, key2, holder),
      quiet as (update runner_steps set due_at = null, wait_event = null where run_id = $1 and state = 'pending')
      update runner_runs set state = $2, output = $3, error = $4, ended_at = now(), attempts = greatest(attempts, 1)
      where id = $1 and ended_at is null
      returning function_id, event_ids, parent_run_id, parent_step_id, (select array_agg(distinct key)
        from dropped, unnest(array[key1, key2]) as key where holder is not null and key is not null) as keys`,
    values: [
      runId,
      end.state,
      end.state === "completed" ? JSON.stringify(end.output ?? null) : null,
      end.state === "failed" ? JSON.stringify(end.error ?? null) : null,
    ],
  });
  const ended = rows[0];
  if (!ended) return;
  if (ended.keys) await wakeBlocked(sql, ended.keys);
  if (end.state === "failed") await sendFailed(sql, runId, ended, end.error);
  if (ended.parent_run_id && ended.parent_step_id && (await lockRun(sql, ended.parent_run_id))) {
    await settleStep(sql, ended.parent_run_id, ended.parent_step_id, resultForParent(end));
  }
}

/**
 * The common end in one statement: the run is complete, nobody waits for it, no limit is to be freed and nothing else
 * of it is going on. False when any of that is not so, and nothing is written then.
 */
export async function completePlainRun(sql: Sql, held: Held, output: unknown): Promise<boolean> {
  const { rowCount } = await sql.query({
    name: "runner-complete-plain",
    text: `with dropped as (
        delete from runner_requests q using runner_runs r
        where q.run_id = $1 and q.step_id = $2 and q.generation = $3 and q.state = 'running' and q.key1 is null
          and r.id = q.run_id and r.ended_at is null and r.parent_run_id is null
          and not exists (select 1 from runner_requests o where o.run_id = $1 and o.step_id <> $2)
          and not exists (select 1 from runner_steps s where s.run_id = $1 and s.state = 'pending')
        returning q.run_id)
      update runner_runs set state = 'completed', output = $4, ended_at = now(), attempts = greatest(attempts, 1)
      where id = (select run_id from dropped)`,
    values: [held.runId, held.stepId, held.generation, JSON.stringify(output ?? null)],
  });
  return rowCount === 1;
}

function resultForParent(end: RunEnd): StepResult {
  if (end.state === "completed") return { data: end.output ?? null };
  if (end.state === "failed") return { error: end.error };
  return { error: { name: "Error", message: "The invoked function was cancelled" } };
}

async function sendFailed(sql: Sql, runId: string, ended: Ended, error: unknown): Promise<void> {
  const { rows } = await sql.query<{ id: string; name: string; data: unknown; ts: number }>(
    `select id, name, data, floor(extract(epoch from sent_at) * 1000)::float8 as ts from runner_events
     where id = any($1) order by array_position($1, id)`,
    [ended.event_ids],
  );
  await insertEvents(sql, [
    {
      // One for each time the run failed: a failed run can be tried again by hand.
      id: `failed:${runId}:${Date.now()}`,
      name: "inngest/function.failed",
      data: { function_id: ended.function_id, run_id: runId, error, event: rows[0], events: rows },
    },
  ]);
}

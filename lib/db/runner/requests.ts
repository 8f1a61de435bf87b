import type { Held } from "@/lib/db/runner/claim-request";
import { wakeBlocked } from "@/lib/db/runner/concurrency";
import { enqueue } from "@/lib/db/runner/enqueue";
import type { Sql } from "@/lib/db/runner/sql";

/** The step id of a request that runs the whole function and finds out what comes next. */
export const discovery = "step";

/** Locks the run of a held request. False when it is over, or the request was taken from us meanwhile. */
export async function lockHeldRun(sql: Sql, { runId, stepId, generation }: Held): Promise<boolean> {
  const { rows } = await sql.query({
    name: "runner-lock-held",
    text: `select 1 from runner_runs r join runner_requests q on q.run_id = r.id
      where r.id = $1 and q.step_id = $2 and q.generation = $3 and q.state = 'running' and r.ended_at is null
      for update of r`,
    values: [runId, stepId, generation],
  });
  return rows.length > 0;
}

/** Locks a run that is not over. */
export async function lockRun(sql: Sql, runId: string): Promise<boolean> {
  const { rows } = await sql.query(
    "select 1 from runner_runs where id = $1 and ended_at is null for update",
    [runId],
  );
  return rows.length > 0;
}

/** Makes the function be called again to go on. When it runs this moment, once more after that. */
export async function queueDiscovery(sql: Sql, runId: string): Promise<void> {
  const { rows } = await sql.query<{ is_new: boolean }>({
    name: "runner-queue-discovery",
    text: `insert into runner_requests as q (run_id, step_id, function_id, key1, key2)
      select id, '${discovery}', function_id, key1, key2 from runner_runs where id = $1
      on conflict (run_id, step_id) do update set again = true
      returning q.xmax = 0 as is_new`,
    values: [runId],
  });
  if (rows[0]?.is_new) await enqueue(sql, [{ task: "request", runId, stepId: discovery }]);
}

/** Plans one request a step, for steps that run beside each other. */
export async function queueSteps(sql: Sql, runId: string, stepIds: string[]): Promise<void> {
  if (stepIds.length === 0) return;
  await sql.query(
    `insert into runner_requests (run_id, step_id, function_id, key1, key2)
     select r.id, s.id, r.function_id, r.key1, r.key2 from runner_runs r, unnest($2::text[]) as s(id) where r.id = $1
     on conflict do nothing`,
    [runId, stepIds],
  );
  await enqueue(
    sql,
    stepIds.map((stepId) => ({ task: "request", runId, stepId })),
  );
}

/** Puts a held request back, to be tried again after `delayMs`; frees its concurrency places. */
export async function requeueRequest(
  sql: Sql,
  held: Held & { keys: string[] },
  { attempt, delayMs }: { attempt: number; delayMs: number },
): Promise<void> {
  await sql.query({
    name: "runner-requeue",
    text: `with put_back as (
        update runner_requests set state = 'queued', holder = null, attempt = $3,
          due_at = now() + $4::float8 * interval '1 millisecond'
        where run_id = $1 and step_id = $2)
      update runner_runs set attempts = greatest(attempts, $3) where id = $1 and attempts < $3`,
    values: [held.runId, held.stepId, attempt, delayMs],
  });
  await wakeBlocked(sql, held.keys);
  await enqueue(sql, [{ task: "request", runId: held.runId, stepId: held.stepId, delayMs }]);
}

/** Ends a held request that has done its work. Returns whether something asked for it again while it ran. */
export async function dropRequest(sql: Sql, held: Held & { keys: string[] }): Promise<boolean> {
  const { rows } = await sql.query<{ again: boolean }>({
    name: "runner-drop",
    text: "delete from runner_requests where run_id = $1 and step_id = $2 returning again",
    values: [held.runId, held.stepId],
  });
  await wakeBlocked(sql, held.keys);
  return rows[0]?.again ?? false;
}

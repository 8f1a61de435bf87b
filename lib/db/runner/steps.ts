import type { Held } from "@/lib/db/runner/claim-request";
import { queueDiscovery } from "@/lib/db/runner/requests";
import type { Sql } from "@/lib/db/runner/sql";

export type StepResult = { data: unknown } | { error: unknown };
export type DoneStep = { id: string; op: string; name: string; opts?: unknown; result: StepResult };

export type PendingStep = {
  id: string;
  op: string;
  name: string;
  opts?: unknown;
  /** When a sleep ends, or a wait or invoke gives up; absent for a planned step. */
  delayMs?: number;
  waitEvent?: string;
  waitIf?: string;
};

const done = `state = 'done', result = excluded.result, ended_at = now(), due_at = null, wait_event = null,
  position = nextval(pg_get_serial_sequence('runner_steps', 'position'))`;

/** Memoises results, each once: a step that is done keeps its first result. */
export async function saveDoneSteps(sql: Sql, runId: string, steps: DoneStep[]): Promise<void> {
  if (steps.length === 0) return;
  await sql.query({
    name: "runner-save-done",
    text: `insert into runner_steps as s (run_id, id, op, name, opts, state, result, ended_at)
      select $1, e->>'id', e->>'op', e->>'name', e->'opts', 'done', e->'result', now()
      from json_array_elements($2::json) with ordinality as list(e, n) order by n
      on conflict (run_id, id) do update set ${done} where s.state = 'pending'`,
    values: [runId, JSON.stringify(steps)],
  });
}

/**
 * Memoises results that the SDK reports while its request still runs. One statement, since a long run makes one a
 * step. False when the request is not this holder's any more; nothing is saved then.
 */
export async function checkpointSteps(sql: Sql, held: Held, steps: DoneStep[]): Promise<boolean> {
  const { rows } = await sql.query<{ held: number }>({
    name: "runner-checkpoint",
    text: `with held as (select 1 from runner_requests q join runner_runs r on r.id = q.run_id
        where q.run_id = $1 and q.step_id = $2 and q.generation = $3 and q.state = 'running' and r.ended_at is null),
      saved as (insert into runner_steps as s (run_id, id, op, name, opts, state, result, ended_at)
        select $1, e->>'id', e->>'op', e->>'name', e->'opts', 'done', e->'result', now()
        from held, json_array_elements($4::json) with ordinality as list(e, n) order by n
        on conflict (run_id, id) do update set ${done} where s.state = 'pending')
      select count(*)::int as held from held`,
    values: [held.runId, held.stepId, held.generation, JSON.stringify(steps)],
  });
  return (rows[0]?.held ?? 0) > 0;
}

/** Records what the function now waits for. Returns the ids that were new: the SDK reports pending ones again. */
export async function savePendingSteps(sql: Sql, runId: string, steps: PendingStep[]): Promise<Set<string>> {
  if (steps.length === 0) return new Set();
  const { rows } = await sql.query<{ id: string }>({
    name: "runner-save-pending",
    text: `insert into runner_steps (run_id, id, op, name, opts, state, due_at, wait_event, wait_if)
      select $1, e->>'id', e->>'op', e->>'name', e->'opts', 'pending',
        now() + (e->>'delayMs')::float8 * interval '1 millisecond', e->>'waitEvent', e->>'waitIf'
      from json_array_elements($2::json) as e
      on conflict (run_id, id) do nothing returning id`,
    values: [runId, JSON.stringify(steps)],
  });
  return new Set(rows.map((row) => row.id));
}

/** Whether the run still waits for anything besides what was just settled. */
export async function hasPendingSteps(sql: Sql, runId: string): Promise<boolean> {
  const { rows } = await sql.query({
    name: "runner-has-pending",
    text: "select 1 from runner_steps where run_id = $1 and state = 'pending' limit 1",
    values: [runId],
  });
  return rows.length > 0;
}

/**
 * Ends a pending step and lets its function go on: at once when it was the last one pending or the branches race,
 * else when the others are done too (as Inngest does since version 2 of its protocol). The caller has the run locked.
 */
export async function settleStep(sql: Sql, runId: string, stepId: string, result: StepResult): Promise<void> {
  const { rows } = await sql.query<{ race: boolean }>(
    `update runner_steps set state = 'done', result = $3, ended_at = now(), due_at = null, wait_event = null,
       position = nextval(pg_get_serial_sequence('runner_steps', 'position'))
     where run_id = $1 and id = $2 and state = 'pending'
     returning coalesce(opts->>'parallelMode' = 'race', false) as race`,
    [runId, stepId, JSON.stringify(result)],
  );
  const settled = rows[0];
  if (settled && (settled.race || !(await hasPendingSteps(sql, runId)))) await queueDiscovery(sql, runId);
}

/** The kind of a pending step whose time is up; null when it is done or not due. The caller has the run locked. */
export async function readDueStep(sql: Sql, runId: string, stepId: string): Promise<string | null> {
  const { rows } = await sql.query<{ op: string }>(
    `select op from runner_steps where run_id = $1 and id = $2 and state = 'pending'
       and due_at <= now() + interval '100 milliseconds'`,
    [runId, stepId],
  );
  return rows[0]?.op ?? null;
}

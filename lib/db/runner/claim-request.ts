import type { Pool } from "pg";
import { type ConcurrencyKey, hasRoom, lockKeys } from "@/lib/db/runner/concurrency";
import { inTransaction, type Sql } from "@/lib/db/runner/sql";

export type RequestId = { runId: string; stepId: string };

/**
 * A request this process now holds; `generation` proves it in everything written on its behalf. It is drawn by
 * chance: claims are not flushed to disk, and a number lost with the server must not come again.
 */
export type Held = RequestId & { generation: number };

export type StoredEvent = { id: string; name: string; data: unknown; ts: number };

export type ClaimedRequest = Held & {
  functionId: string;
  attempt: number;
  lost: number;
  keys: string[];
  events: StoredEvent[];
  /** In order of completion, the pending ones among them. */
  steps: { id: string; state: "pending" | "done"; result: unknown }[];
};

/** Who claims: a process, with the functions it knows and how many requests of each key may run at once. */
export type Claimant = { holder: string; limits: ReadonlyMap<string, number[]> };

/**
 * Takes a due request for this process: draws its generation and reads everything the SDK needs to go on.
 * Null when there is nothing to do: already taken, not due, its run over, its function unknown
 * here (a newer process has it), or blocked by a concurrency limit (it
 * is then marked, and woken by whoever frees a place).
 */
export async function claimRequest(
  pool: Pool,
  request: RequestId,
  by: Claimant,
): Promise<ClaimedRequest | null> {
  const taken = await take(pool, request, by, { unlimited: true });
  if (taken) return taken;
  const keys = await readKeys(pool, request, by.limits);
  if (!keys) return null;
  return inTransaction(pool, async (sql) => {
    await lockKeys(
      sql,
      keys.map(({ key }) => key),
    );
    if (await hasRoom(sql, keys)) return take(sql, request, by, { unlimited: false });
    await sql.query(
      "update runner_requests set state = 'blocked' where run_id = $1 and step_id = $2 and state = 'queued'",
      [request.runId, request.stepId],
    );
    return null;
  });
}

/** The limits a waiting request is under; null when it does not wait. */
async function readKeys(
  sql: Sql,
  { runId, stepId }: RequestId,
  known: Claimant["limits"],
): Promise<ConcurrencyKey[] | null> {
  const { rows } = await sql.query<{ function_id: string; key1: string | null; key2: string | null }>({
    name: "runner-peek",
    text: `select function_id, key1, key2 from runner_requests
      where run_id = $1 and step_id = $2 and state = 'queued' and key1 is not null`,
    values: [runId, stepId],
  });
  const found = rows[0];
  if (!found) return null;
  const limits = known.get(found.function_id) ?? [];
  return [found.key1, found.key2].flatMap((key, index): ConcurrencyKey[] => {
    const limit = limits[index];
    return key !== null && limit !== undefined ? [{ key, limit }] : [];
  });
}

type Row = {
  function_id: string;
  attempt: number;
  generation: number;
  lost: number;
  keys: string[];
  events: StoredEvent[] | null;
  steps: ClaimedRequest["steps"] | null;
};

async function take(
  sql: Sql,
  { runId, stepId }: RequestId,
  { holder, limits }: Claimant,
  { unlimited }: { unlimited: boolean },
): Promise<ClaimedRequest | null> {
  const { rows } = await sql.query<Row>({
    name: "runner-take",
    // A process that has left, or was given up, claims nothing more.
    // A little leeway, since the alarm may ring a hair before the time it was set for.
    text: `with taken as (
        update runner_requests q
        set state = 'running', holder = $3, generation = (random() * 2147483646)::int, claimed_at = now(), again = false
        from runner_runs r
        where q.run_id = $1 and q.step_id = $2 and q.state = 'queued' and r.id = q.run_id and r.ended_at is null
          and q.due_at <= now() + interval '100 milliseconds' and (q.key1 is null or not $4)
          and q.function_id = any($5) and exists (select 1 from runner_processes p where p.id = $3)
        returning q.*, r.event_ids),
      started as (
        update runner_runs set state = 'running', started_at = now()
        where id = (select run_id from taken) and started_at is null)
      select taken.function_id, taken.attempt, taken.generation, taken.lost,
        array_remove(array[taken.key1, taken.key2], null) as keys,
        (select json_agg(json_build_object('id', e.id, 'name', e.name, 'data', e.data,
           'ts', floor(extract(epoch from e.sent_at) * 1000)::int8) order by array_position(taken.event_ids, e.id))
         from runner_events e where e.id = any(taken.event_ids)) as events,
        (select json_agg(json_build_object('id', s.id, 'state', s.state, 'result', s.result) order by s.position)
         from runner_steps s where s.run_id = taken.run_id) as steps
      from taken`,
    values: [runId, stepId, holder, unlimited, [...limits.keys()]],
  });
  const row = rows[0];
  if (!row) return null;
  const { function_id, ...rest } = row;
  return {
    runId,
    stepId,
    functionId: function_id,
    ...rest,
    events: row.events ?? [],
    steps: row.steps ?? [],
  };
}

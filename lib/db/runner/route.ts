import type { StoredEvent } from "@/lib/db/runner/claim-request";
import type { Sql } from "@/lib/db/runner/sql";

/**
 * Takes the next events in order and marks them routed. One router at a time: an event that cancels or is waited
 * for must meet the runs that earlier events made.
 */
export async function takeUnrouted(sql: Sql, limit: number): Promise<StoredEvent[]> {
  await sql.query("select pg_advisory_xact_lock(hashtextextended('runner:router', 0))");
  const { rows } = await sql.query<StoredEvent>({
    name: "runner-take-unrouted",
    text: `with next as (select seq from runner_events where routed_at is null order by seq limit $1),
      marked as (update runner_events e set routed_at = now() from next where e.seq = next.seq
        returning e.seq, e.id, e.name, e.data, floor(extract(epoch from e.sent_at) * 1000)::float8 as ts)
      select id, name, data, ts from marked order by seq`,
    values: [limit],
  });
  return rows;
}

/** Looks at the next events without taking them, for handing them to an Inngest server. */
export async function peekUnrouted(sql: Sql, limit: number): Promise<StoredEvent[]> {
  const { rows } = await sql.query<StoredEvent>(
    `select id, name, data, floor(extract(epoch from sent_at) * 1000)::float8 as ts
     from runner_events where routed_at is null order by seq limit $1`,
    [limit],
  );
  return rows;
}

export async function markRouted(sql: Sql, eventIds: string[]): Promise<void> {
  await sql.query("update runner_events set routed_at = now() where id = any($1) and routed_at is null", [
    eventIds,
  ]);
}

export type Waiting = {
  runId: string;
  stepId: string;
  event: string;
  condition: string | null;
  trigger: StoredEvent;
};

const trigger = `(select json_build_object('id', e.id, 'name', e.name, 'data', e.data,
  'ts', floor(extract(epoch from e.sent_at) * 1000)::int8) from runner_events e where e.id = r.event_ids[1])`;

/** Steps that wait for an event of one of these names, with the event that started their run. */
export async function findWaiting(sql: Sql, names: string[]): Promise<Waiting[]> {
  const { rows } = await sql.query<Waiting>({
    name: "runner-find-waiting",
    text: `select s.run_id as "runId", s.id as "stepId", s.wait_event as event, s.wait_if as condition, ${trigger} as trigger
      from runner_steps s join runner_runs r on r.id = s.run_id where s.wait_event = any($1) and r.ended_at is null`,
    values: [names],
  });
  return rows;
}

export type ActiveRun = { id: string; keys: string[]; ageMs: number; trigger: StoredEvent };

/** Runs of a function that are not over, for deciding which of them an event cancels. */
export async function findActiveRuns(sql: Sql, functionId: string): Promise<ActiveRun[]> {
  const { rows } = await sql.query<ActiveRun>(
    `select r.id, array_remove(array[r.key1, r.key2], null) as keys,
       (extract(epoch from now() - r.created_at) * 1000)::float8 as "ageMs", ${trigger} as trigger
     from runner_runs r where r.function_id = $1 and r.ended_at is null`,
    [functionId],
  );
  return rows;
}

/**
 * Locks runs that are not over, youngest first: an invoked run is younger than the one that waits for it and is
 * locked before it everywhere, so nobody waits in a circle. Returns those that were locked.
 */
export async function lockRuns(sql: Sql, runIds: string[]): Promise<Set<string>> {
  if (runIds.length === 0) return new Set();
  const { rows } = await sql.query<{ id: string }>(
    "select id from runner_runs where id = any($1) and ended_at is null order by id desc for update",
    [runIds],
  );
  return new Set(rows.map((row) => row.id));
}

/** True when this key was not used for the function within its life; the caller then makes the run. */
export async function takeKey(sql: Sql, functionId: string, key: string, lifeMs: number): Promise<boolean> {
  const { rows } = await sql.query(
    `insert into runner_keys as k (function_id, key, expires_at)
     values ($1, $2, now() + $3::float8 * interval '1 millisecond')
     on conflict (function_id, key) do update set expires_at = excluded.expires_at where k.expires_at <= now()
     returning 1`,
    [functionId, key, lifeMs],
  );
  return rows.length > 0;
}

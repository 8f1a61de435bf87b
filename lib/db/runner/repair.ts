import { enqueue, type Job } from "@/lib/db/runner/enqueue";
import type { Sql } from "@/lib/db/runner/sql";

const batchSize = 500;

/**
 * Sets alarms again for what is overdue and has none. In normal life there is nothing to find; it heals a database
 * restored without graphile-worker's schema, and jobs that gave up while the database was away.
 */
export async function enqueueForgotten(sql: Sql): Promise<void> {
  const { rows } = await sql.query<Job>(
    `select task, run_id as "runId", step_id as "stepId", batch_id as "batchId", 0 as "delayMs" from (
       select 'request' as task, run_id, step_id, null as batch_id, 'request:' || run_id || ':' || step_id as key
       from runner_requests where state = 'queued' and due_at < now() - interval '5 seconds'
       union all
       select 'wake', run_id, id, null, 'wake:' || run_id || ':' || id
       from runner_steps where due_at < now() - interval '5 seconds'
       union all
       select 'flush', null, null, id, 'flush:' || id
       from runner_batches where due_at < now() - interval '5 seconds') as overdue
     where not exists (select 1 from graphile_worker.jobs j where j.key = overdue.key and j.attempts < j.max_attempts)
     limit ${batchSize}`,
  );
  await enqueue(
    sql,
    rows.map((row) =>
      row.task === "flush"
        ? { task: "flush", batchId: row.batchId, delayMs: 0 }
        : { task: row.task, runId: row.runId, stepId: row.stepId, delayMs: 0 },
    ),
  );
}

/** Keys that have someone waiting; the caller looks whether there is room now. */
export async function findBlockedKeys(sql: Sql): Promise<string[]> {
  const { rows } = await sql.query<{ key: string }>(
    `select distinct key from runner_requests, unnest(array[key1, key2]) as key
     where state = 'blocked' and key is not null limit ${batchSize}`,
  );
  return rows.map((row) => row.key);
}

/**
 * Deletes runs that ended, and routed events that no kept run needs, `days` ago or earlier. In batches, each of which
 * looks at some hundred rows found by an index, however many are kept.
 * @returns how many rows went
 */
export async function deleteOld(sql: Sql, days: number): Promise<number> {
  const deleted = (await deleteRuns(sql, days)) + (await deleteEvents(sql, days));
  await sql.query("delete from runner_keys where expires_at < now()");
  return deleted;
}

async function deleteRuns(sql: Sql, days: number): Promise<number> {
  let deleted = 0;
  for (let last = batchSize; last === batchSize; deleted += last) {
    const { rowCount } = await sql.query(
      `delete from runner_runs where id = any (array(
         select id from runner_runs where ended_at < now() - $1::int * interval '1 day'
         order by ended_at limit ${batchSize}))`,
      [days],
    );
    last = rowCount ?? 0;
  }
  return deleted;
}

/** Walks the events from the oldest on, past those that are kept, until they are young. */
async function deleteEvents(sql: Sql, days: number): Promise<number> {
  let deleted = 0;
  let mark: string | null = "0";
  while (mark !== null) {
    const looked: LookedAt = await lookAtEvents(sql, mark, days);
    deleted += looked.deleted;
    mark = looked.mark;
  }
  return deleted;
}

/** `mark` is null when there are no more, or none of those looked at was old. */
type LookedAt = { deleted: number; mark: string | null };

async function lookAtEvents(sql: Sql, mark: string, days: number): Promise<LookedAt> {
  const { rows } = await sql.query<LookedAt>(deleteEventsSql, [mark, days]);
  return rows[0] ?? { deleted: 0, mark: null };
}

const deleteEventsSql = `
with looked as materialized (
  select seq, id, routed_at is not null and received_at < now() - $2::int * interval '1 day' as is_old,
         received_at < now() - $2::int * interval '1 day' as may_go_on
  from runner_events where seq > $1 order by seq limit ${batchSize}),
gone as (
  delete from runner_events e using looked
  where e.id = looked.id and looked.is_old
    and not exists (select 1 from runner_runs r where r.event_ids @> array[looked.id])
    and not exists (select 1 from runner_batches b where looked.id = any (b.event_ids))
  returning 1)
select (select count(*)::int from gone) as deleted,
       (select max(seq)::text from looked having bool_or(may_go_on) and count(*) = ${batchSize}) as mark`;

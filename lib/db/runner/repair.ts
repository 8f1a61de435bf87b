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

/** Deletes runs that ended, and routed events that no kept run needs, `days` ago or earlier; a batch at a time. */
export async function deleteOld(sql: Sql, days: number): Promise<number> {
  const runs = await sql.query(
    `delete from runner_runs where id in (
       select id from runner_runs where ended_at < now() - $1::int * interval '1 day' limit ${batchSize})`,
    [days],
  );
  const events = await sql.query(
    `delete from runner_events where id in (
       select e.id from runner_events e
       where e.received_at < now() - $1::int * interval '1 day' and e.routed_at is not null
         and not exists (select 1 from (select unnest(event_ids) as id from runner_runs
                                        union all select unnest(event_ids) from runner_batches) kept where kept.id = e.id)
       limit ${batchSize})`,
    [days],
  );
  await sql.query("delete from runner_keys where expires_at < now()");
  return (runs.rowCount ?? 0) + (events.rowCount ?? 0);
}

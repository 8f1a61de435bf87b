import type { RequestId } from "@/lib/db/runner/claim-request";
import { lockKeys, wakeBlocked } from "@/lib/db/runner/concurrency";
import { enqueue } from "@/lib/db/runner/enqueue";
import type { Sql } from "@/lib/db/runner/sql";

/** Renews the lease of everything this process holds. */
export async function beat(sql: Sql, processId: string, workerIds: string[]): Promise<void> {
  await sql.query(
    `insert into runner_processes (id, worker_ids, seen_at) values ($1, $2, now())
     on conflict (id) do update set seen_at = now(), worker_ids = excluded.worker_ids`,
    [processId, workerIds],
  );
}

/** Strikes off processes whose lease ran out, and the locks graphile-worker still keeps for them (for 4 hours). */
export async function buryDead(sql: Sql, leaseMs: number): Promise<void> {
  const { rows } = await sql.query<{ worker_ids: string[] }>(
    `delete from runner_processes where id in (
       select id from runner_processes where seen_at < now() - $1::float8 * interval '1 millisecond'
       for update skip locked) returning worker_ids`,
    [leaseMs],
  );
  await unlockWorkers(
    sql,
    rows.flatMap((row) => row.worker_ids),
  );
}

/** Takes this process off the list, at a clean stop. */
export async function leave(sql: Sql, processId: string, workerIds: string[]): Promise<void> {
  await sql.query("delete from runner_processes where id = $1", [processId]);
  await unlockWorkers(sql, workerIds);
}

async function unlockWorkers(sql: Sql, workerIds: string[]): Promise<void> {
  if (workerIds.length === 0) return;
  await sql.query("select graphile_worker.force_unlock_workers($1::text[])", [workerIds]);
}

/** Younger claims are left alone: their process may just not have noted them yet. */
const lostMs = 5000;

/**
 * Puts requests back that nobody runs: their process is gone, or it is this one and it does not know of them
 * (the database failed when it wanted to say what became of them). `active` are those this process knows of.
 */
export async function requeueOrphans(
  sql: Sql,
  processId: string,
  active: ReadonlySet<RequestId>,
): Promise<number> {
  const orphan = `q.holder is not null and (
    not exists (select 1 from runner_processes p where p.id = q.holder)
    or (q.holder = $1 and q.claimed_at < now() - interval '${lostMs} milliseconds' and not (q.run_id || '/' || q.step_id) = any($2::text[])))`;
  const { rows } = await sql.query<{ run_id: string; step_id: string; keys: string[] }>(
    `select q.run_id, q.step_id, array_remove(array[q.key1, q.key2], null) as keys from runner_requests q where ${orphan}`,
    [processId, [...active].map(({ runId, stepId }) => `${runId}/${stepId}`)],
  );
  if (rows.length === 0) return 0;
  const keys = rows.flatMap((row) => row.keys);
  await lockKeys(sql, keys);
  const { rows: freed } = await sql.query<{ run_id: string; step_id: string }>(
    `update runner_requests q set state = 'queued', holder = null, lost = lost + 1, due_at = now()
     where ${orphan} returning q.run_id, q.step_id`,
    [processId, [...active].map(({ runId, stepId }) => `${runId}/${stepId}`)],
  );
  await enqueue(
    sql,
    freed.map((row) => ({ task: "request", runId: row.run_id, stepId: row.step_id })),
  );
  await wakeBlocked(sql, [...new Set(keys)]);
  return freed.length;
}

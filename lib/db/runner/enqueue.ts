import type { Sql } from "@/lib/db/runner/sql";

/** What graphile-worker is asked to wake the runner for. State lives in our tables; a job is only the alarm. */
export type Job =
  | { task: "request"; runId: string; stepId: string; delayMs?: number }
  | { task: "wake"; runId: string; stepId: string; delayMs: number }
  | { task: "flush"; batchId: string; delayMs: number };

/**
 * Adds alarms in the caller's transaction. Each has a key, so that asking twice for the same thing rings once;
 * a job that is running already is not disturbed, a fresh one is put behind it.
 */
export async function enqueue(sql: Sql, jobs: Job[]): Promise<void> {
  if (jobs.length === 0) return;
  const specs = jobs.map((job) => ({
    task: job.task,
    payload: "batchId" in job ? { batchId: job.batchId } : { runId: job.runId, stepId: job.stepId },
    key: "batchId" in job ? `flush:${job.batchId}` : `${job.task}:${job.runId}:${job.stepId}`,
    delayMs: job.delayMs ?? 0,
  }));
  await sql.query({
    name: "runner-enqueue",
    text: `select count(*) from graphile_worker.add_jobs(array(
      select (j->>'task', j->'payload', null, now() + (j->>'delayMs')::float8 * interval '1 millisecond',
              null, j->>'key', null, null)::graphile_worker.job_spec
      from json_array_elements($1::json) as j))`,
    values: [JSON.stringify(specs)],
  });
}

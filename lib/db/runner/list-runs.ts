import type { Sql } from "@/lib/db/runner/sql";

/** `waiting`: it sleeps, or waits for an event or another run. */
export type RunState = "queued" | "running" | "waiting" | "completed" | "failed" | "cancelled";

export type RunRecord = {
  id: string;
  functionId: string;
  state: RunState;
  attempts: number;
  createdAt: Date;
  startedAt: Date | null;
  endedAt: Date | null;
  error: string | null;
};

export type RunFilter = { state?: RunState; beforeId?: string; limit: number };

/** Postgres cannot read a text with a NUL in it; an error message may have one. */
const readable = String.raw`replace(error::text, '\u0000', '')::json`;

/** The runs of a store, newest first. */
export async function listRuns(sql: Sql, storeId: bigint, filter: RunFilter): Promise<RunRecord[]> {
  const { rows } = await sql.query<RunRecord>(
    `select * from (
       select id, function_id as "functionId", attempts, created_at as "createdAt", started_at as "startedAt",
         ended_at as "endedAt", coalesce(${readable}->>'message', ${readable}::text) as error,
         case when state = 'running' and not exists (
           select 1 from runner_requests q where q.run_id = r.id and q.state in ('running', 'blocked')) then 'waiting'
         else state end as state
       from runner_runs r where store_id = $1 and ($2::text is null or id < $2)) as listed
     where $3::text is null or state = $3 order by id desc limit $4`,
    [storeId.toString(), filter.beforeId ?? null, filter.state ?? null, filter.limit],
  );
  return rows;
}

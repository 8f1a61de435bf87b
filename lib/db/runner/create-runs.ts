import { enqueue } from "@/lib/db/runner/enqueue";
import type { Sql } from "@/lib/db/runner/sql";

export type NewRun = {
  id: string;
  functionId: string;
  storeId?: string;
  eventIds: string[];
  key1?: string;
  key2?: string;
  parentRunId?: string;
  parentStepId?: string;
};

/** Makes runs with their first request and its alarm, all in the caller's transaction. */
export async function createRuns(sql: Sql, runs: NewRun[]): Promise<void> {
  if (runs.length === 0) return;
  await sql.query({
    name: "runner-create-runs",
    text: `with new as (
        insert into runner_runs (id, function_id, store_id, event_ids, key1, key2, parent_run_id, parent_step_id)
        select r->>'id', r->>'functionId', (r->>'storeId')::int8,
          array(select json_array_elements_text(r->'eventIds')),
          r->>'key1', r->>'key2', r->>'parentRunId', r->>'parentStepId'
        from json_array_elements($1::json) as r
        returning id, function_id, key1, key2)
      insert into runner_requests (run_id, step_id, function_id, key1, key2)
      select id, 'step', function_id, key1, key2 from new`,
    values: [JSON.stringify(runs)],
  });
  await enqueue(
    sql,
    runs.map((run) => ({ task: "request", runId: run.id, stepId: "step" })),
  );
}

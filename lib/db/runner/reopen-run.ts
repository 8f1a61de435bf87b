import { queueDiscovery } from "@/lib/db/runner/requests";
import type { Sql } from "@/lib/db/runner/sql";

/**
 * Puts a failed run of a store back in line: what its steps achieved stays, those that failed are tried again.
 * Null when the store has no such run; `false` when it did not fail.
 */
export async function reopenRun(sql: Sql, storeId: bigint, runId: string): Promise<boolean | null> {
  const { rows } = await sql.query<{ state: string }>(
    "select state from runner_runs where id = $1 and store_id = $2 for update",
    [runId, storeId.toString()],
  );
  const run = rows[0];
  if (!run) return null;
  if (run.state !== "failed") return false;
  await sql.query(
    "delete from runner_steps where run_id = $1 and (state = 'pending' or result->'error' is not null)",
    [runId],
  );
  await sql.query(
    "update runner_runs set state = 'queued', error = null, started_at = null, ended_at = null where id = $1",
    [runId],
  );
  await queueDiscovery(sql, runId);
  return true;
}

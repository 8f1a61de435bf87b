import { enqueue } from "@/lib/db/runner/enqueue";
import type { Sql } from "@/lib/db/runner/sql";

/** A place in line: at most `limit` requests with this key run at once, in all processes together. */
export type ConcurrencyKey = { key: string; limit: number };

/** Serialises all decisions about these keys until the transaction ends; sorted, so two never wait for each other. */
export async function lockKeys(sql: Sql, keys: string[]): Promise<void> {
  for (const key of [...new Set(keys)].sort()) {
    await sql.query("select pg_advisory_xact_lock(hashtextextended('runner:' || $1, 0))", [key]);
  }
}

/** Whether one more may run. Call under {@link lockKeys}. */
export async function hasRoom(sql: Sql, keys: ConcurrencyKey[]): Promise<boolean> {
  for (const { key, limit } of keys) {
    const { rows } = await sql.query<{ running: number }>(
      "select count(*)::int as running from runner_requests where (key1 = $1 or key2 = $1) and holder is not null",
      [key],
    );
    if ((rows[0]?.running ?? 0) >= limit) return false;
  }
  return true;
}

/** Lets the longest blocked request of each key try again. Call under {@link lockKeys}, after a place was freed. */
export async function wakeBlocked(sql: Sql, keys: string[]): Promise<void> {
  for (const key of keys) {
    const { rows } = await sql.query<{ run_id: string; step_id: string }>(
      `update runner_requests q set state = 'queued' from (
         select run_id, step_id from runner_requests
         where (key1 = $1 or key2 = $1) and state = 'blocked' order by created_at, run_id limit 1 for update skip locked
       ) next where q.run_id = next.run_id and q.step_id = next.step_id returning q.run_id, q.step_id`,
      [key],
    );
    await enqueue(
      sql,
      rows.map((row) => ({ task: "request", runId: row.run_id, stepId: row.step_id })),
    );
  }
}

import type { Sql } from "@/lib/db/runner/sql";

/**
 * Milliseconds until the next thing is due (a sleep, a retry, a batch), or since, when that was moments ago; null when
 * nothing waits. What was due a little earlier still counts, lest looking again just then drops its alarm.
 */
export async function nextDueMs(sql: Sql): Promise<number | null> {
  const { rows } = await sql.query<{ ms: number | null }>({
    name: "runner-next-due",
    text: `select (extract(epoch from least(
        (select min(due_at) from runner_requests where due_at > now() - interval '50 milliseconds'),
        (select min(due_at) from runner_steps where due_at > now() - interval '50 milliseconds'),
        (select min(due_at) from runner_batches where due_at > now() - interval '50 milliseconds')) - now()) * 1000)::float8 as ms`,
  });
  return rows[0]?.ms ?? null;
}

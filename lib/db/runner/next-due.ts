import type { Sql } from "@/lib/db/runner/sql";

/** Milliseconds until the next thing in the future is due (a sleep, a retry, a batch); null when nothing waits. */
export async function nextDueMs(sql: Sql): Promise<number | null> {
  const { rows } = await sql.query<{ ms: number | null }>({
    name: "runner-next-due",
    text: `select (extract(epoch from least(
        (select min(due_at) from runner_requests where due_at > now()),
        (select min(due_at) from runner_steps where due_at > now()),
        (select min(due_at) from runner_batches where due_at > now())) - now()) * 1000)::float8 as ms`,
  });
  return rows[0]?.ms ?? null;
}

import type { Sql } from "@/lib/db/runner/sql";

export type DueCron = { functionId: string; expression: string };

/** Remembers when a cron fires next; a cron already known keeps its time, so a restart neither skips nor repeats. */
export async function registerCron(
  sql: Sql,
  functionId: string,
  expression: string,
  nextAt: Date,
): Promise<void> {
  await sql.query(
    "insert into runner_crons (function_id, expression, next_at) values ($1, $2, $3) on conflict do nothing",
    [functionId, expression, nextAt],
  );
}

/** Forgets crons that no function has any more. */
export async function keepCrons(sql: Sql, known: DueCron[]): Promise<void> {
  await sql.query(
    `delete from runner_crons where (function_id, expression) not in
       (select c->>'functionId', c->>'expression' from json_array_elements($1::json) as c)`,
    [JSON.stringify(known)],
  );
}

/** Locks the crons that are due, skipping those another process fires this moment. */
export async function takeDueCrons(sql: Sql): Promise<DueCron[]> {
  const { rows } = await sql.query<DueCron>(
    `select function_id as "functionId", expression from runner_crons
     where next_at <= now() for update skip locked`,
  );
  return rows;
}

export async function setNextCron(
  sql: Sql,
  { functionId, expression }: DueCron,
  nextAt: Date,
): Promise<void> {
  await sql.query("update runner_crons set next_at = $3 where function_id = $1 and expression = $2", [
    functionId,
    expression,
    nextAt,
  ]);
}

/** Writes an event that is routed already: the one a cron or an invoke starts its run with. */
export async function insertRoutedEvent(
  sql: Sql,
  event: { id: string; name: string; data: unknown },
): Promise<void> {
  await sql.query("insert into runner_events (id, name, data, routed_at) values ($1, $2, $3, now())", [
    event.id,
    event.name,
    JSON.stringify(event.data ?? {}),
  ]);
}

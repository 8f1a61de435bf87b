import { newId } from "@/lib/db/runner/new-id";

/** A `pg` pool or client, or a Prisma client or transaction: what can run one statement. */
export type RawSql =
  | { query(text: string, values: unknown[]): Promise<unknown> }
  | { $queryRawUnsafe(text: string, ...values: unknown[]): Promise<unknown> };

export type NewEvent = { name: string; data: unknown; id?: string; at?: Date };

/** The channel on which runners hear of new events. */
export const eventsChannel = "runner_events";

const insert = `with inserted as (
  insert into runner_events (id, name, data, sent_at)
  select e->>'id', e->>'name', e->'data', coalesce((e->>'at')::timestamptz, now())
  from json_array_elements($1::json) with ordinality as list(e, n) order by n
  on conflict (id) do nothing returning 1)
select count(pg_notify('${eventsChannel}', ''))::int as notified from (select 1 from inserted limit 1) as any_inserted`;

/**
 * Writes events in one statement and wakes the runners when it commits. An id that exists already is dropped.
 * Returns the ids in order.
 */
export async function insertEvents(sql: RawSql, events: NewEvent[]): Promise<string[]> {
  if (events.length === 0) return [];
  const rows = events.map(({ id = newId(), name, data, at }) => ({ id, name, data: data ?? {}, at }));
  const json = JSON.stringify(rows);
  if ("query" in sql) await sql.query(insert, [json]);
  else await sql.$queryRawUnsafe(insert, json);
  return rows.map((row) => row.id);
}

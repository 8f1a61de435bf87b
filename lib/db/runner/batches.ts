import { enqueue } from "@/lib/db/runner/enqueue";
import { newId } from "@/lib/db/runner/new-id";
import type { Sql } from "@/lib/db/runner/sql";

export type BatchRule = { functionId: string; key: string; sizeMax: number; timeoutMs: number };

/**
 * Adds events to the open batch of a function and key. Returns the batches that are full now, each to become one
 * run; what remains waits until it is full or its time is up.
 */
export async function addToBatch(sql: Sql, rule: BatchRule, eventIds: string[]): Promise<string[][]> {
  const { functionId, key, sizeMax, timeoutMs } = rule;
  const { rows } = await sql.query<{ id: string; event_ids: string[] }>(
    "delete from runner_batches where function_id = $1 and key = $2 returning id, event_ids, due_at",
    [functionId, key],
  );
  const open = rows[0];
  const all = [...(open?.event_ids ?? []), ...eventIds];
  const full: string[][] = [];
  while (all.length >= sizeMax) full.push(all.splice(0, sizeMax));
  if (all.length === 0) return full;
  await keepOpen(sql, rule, all, full.length === 0 ? rows[0] : undefined, timeoutMs);
  return full;
}

async function keepOpen(
  sql: Sql,
  { functionId, key }: BatchRule,
  eventIds: string[],
  open: { id: string; due_at?: Date } | undefined,
  timeoutMs: number,
): Promise<void> {
  const id = open?.id ?? newId();
  await sql.query(
    `insert into runner_batches (function_id, key, id, event_ids, due_at)
     values ($1, $2, $3, $4, coalesce($5::timestamptz, now() + $6::float8 * interval '1 millisecond'))`,
    [functionId, key, id, eventIds, open?.due_at ?? null, timeoutMs],
  );
  if (!open) await enqueue(sql, [{ task: "flush", batchId: id, delayMs: timeoutMs }]);
}

/** Closes a batch whose time is up. Null when it was closed before. */
export async function closeBatch(
  sql: Sql,
  batchId: string,
): Promise<{ functionId: string; eventIds: string[] } | null> {
  const { rows } = await sql.query<{ function_id: string; event_ids: string[] }>(
    `delete from runner_batches where id = $1 and due_at <= now() + interval '100 milliseconds'
     returning function_id, event_ids`,
    [batchId],
  );
  return rows[0] ? { functionId: rows[0].function_id, eventIds: rows[0].event_ids } : null;
}

/** The first event of a batch, by which its concurrency keys are evaluated. */
export async function readEvent(
  sql: Sql,
  id: string,
): Promise<{ id: string; name: string; data: unknown } | null> {
  const { rows } = await sql.query<{ id: string; name: string; data: unknown }>(
    "select id, name, data from runner_events where id = $1",
    [id],
  );
  return rows[0] ?? null;
}

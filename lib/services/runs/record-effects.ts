import { insertEffects } from "@/lib/db/effects";
import type { RawSql } from "@/lib/db/runner/insert-events";
import { type OutgoingEvent, sendEventsInTransaction } from "@/lib/events";

/** `key` names the cause, once and for ever in its store, e.g. `customer-identified/17`. */
export type NewEffect = { key: string; event: OutgoingEvent };

/**
 * Records what must follow from a change, in the transaction of that change: effect and event exist if and only if
 * it commits, and the same cause never has its effect twice, however often it is processed. Nothing is left to be
 * sent afterwards: events are rows in the same database (see `lib/events.ts`).
 */
export async function recordEffects(sql: RawSql, storeId: bigint, effects: NewEffect[]): Promise<void> {
  const rows = effects.map(({ key, event }) => ({ key, name: event.name, data: event.data }));
  const fresh = await insertEffects(sql, storeId, rows);
  const events = effects
    .filter(({ key }) => fresh.has(key))
    .map(({ key, event }) => ({ ...event, id: `${storeId}/${key}` }));
  await sendEventsInTransaction(sql, events);
}

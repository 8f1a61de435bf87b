import { z } from "zod";
import { pool } from "@/lib/db/client";
import { insertEvents, type RawSql } from "@/lib/db/runner/insert-events";
import { AppError } from "@/lib/errors";

/** Ids in events are decimal strings: they outlive JSON whatever their size. */
const id = z.string().regex(/^\d+$/);
const localDay = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);

/**
 * Every event of the app, by name. `inngest/events.ts` makes the typed triggers from this map, services send by
 * it. Schemas must not transform: Inngest wants what goes in to be what comes out. Ids and facts only, never
 * tokens or e-mail addresses: events are kept for weeks and shown to operators.
 */
export const eventSchemas = {
  "store/installed": z.object({ storeId: id }),
  "store/uninstalled": z.object({ storeId: id }),
  /** A customer we did not know has shown us a proven e-mail: guest orders may be theirs. */
  "customer/identified": z.object({ storeId: id, customerId: id }),
  "customers/import-requested": z.object({ storeId: id, importId: id }),
  /** Points for past orders: begin, or go on with, an import; or take one back. */
  "orders/backfill-requested": z.object({ storeId: id, importId: id }),
  "orders/backfill-revert-requested": z.object({ storeId: id, importId: id }),
  /** A wake-up call only: the rows in `webhook_inbox` are the truth. Sent again for rows that stay pending. */
  "webhooks/received": z.object({ storeId: id, topic: z.enum(["orders", "store"]) }),
  /** Time to look for what webhooks missed. */
  "store/sweep.due": z.object({ storeId: id }),
  /** Some of the store's pending points have waited long enough. */
  "orders/holds.due": z.object({ storeId: id }),
  /** Points are held for a reward: its code is to be made at BigCommerce. */
  "redemptions/held": z.object({ storeId: id, redemptionId: id }),
  /** A code that must not work (any more) may still be at BigCommerce. */
  "redemptions/code.remove": z.object({ storeId: id, redemptionId: id }),
  /** Some of the store's redemptions have expired, or were left behind by a kill. */
  "redemptions/due": z.object({ storeId: id }),
  /** A repair has more lost codes to make again, after this redemption, than a click can wait for. */
  "redemptions/repair.continued": z.object({ storeId: id, afterId: id }),
  /** A new day (`YYYY-MM-DD`) has begun in the store's zone: points may be over. */
  "store/expiry.due": z.object({ storeId: id, day: localDay }),
  /** The same for birthdays. */
  "store/birthdays.due": z.object({ storeId: id, day: localDay }),
  /** Time to look for new product reviews. */
  "store/reviews.due": z.object({ storeId: id }),
  /** A customer will lose points at `at` (ISO 8601), in `daysBefore` days: to be told, once. */
  "points/expiring": z.object({
    storeId: id,
    customerId: id,
    points: z.int().min(1),
    at: z.string(),
    daysBefore: z.int().min(1),
  }),
  /** The store's ledger is to be checked against itself; the row in `ledger_proofs` takes the result. */
  "ledger/prove.requested": z.object({ storeId: id, proofId: id }),
  /** Time to see whether our webhooks are still there and active. */
  "store/hooks.check.due": z.object({ storeId: id }),
} as const satisfies Record<string, z.ZodType>;

/** Inngest's default limit: a larger event would be refused by the server for ever. */
const eventBytesMax = 512 * 1024;

export type EventName = keyof typeof eventSchemas;
export type EventData<N extends EventName> = z.input<(typeof eventSchemas)[N]>;

/** `id`: at most one event with an id is ever accepted; leave it out for one that may repeat. */
export type OutgoingEvent = {
  [N in EventName]: { name: N; data: EventData<N>; id?: string; at?: Date };
}[EventName];

/**
 * Sends events, durably: they are rows in our own Postgres when this returns, whichever engine runs the
 * functions, and also when none runs at the moment (a script, an Inngest server that is down). The embedded
 * runner makes runs from the rows; in server mode a forwarder hands them on.
 *
 * @throws AppError `bad_request` when the data does not fit the schema or is larger than 512 KiB
 */
export async function sendEvents(events: OutgoingEvent[]): Promise<void> {
  await sendEventsInTransaction(pool(), events);
}

/** As {@link sendEvents}, inside a Prisma or `pg` transaction: the events exist if and only if it commits. */
export async function sendEventsInTransaction(sql: RawSql, events: OutgoingEvent[]): Promise<void> {
  for (const event of events) {
    const parsed = eventSchemas[event.name].safeParse(event.data);
    if (!parsed.success)
      throw new AppError("bad_request", `Event ${event.name}: ${z.prettifyError(parsed.error)}`);
    if (Buffer.byteLength(JSON.stringify(event.data)) > eventBytesMax) {
      throw new AppError("bad_request", `Event ${event.name} is larger than ${eventBytesMax} bytes`);
    }
  }
  await insertEvents(sql, events);
}

import type { Pool } from "pg";
import { z } from "zod";
import type { NewRun } from "@/lib/db/runner/create-runs";
import { newId } from "@/lib/db/runner/new-id";
import type { Sdk } from "@/lib/embedded/call-sdk";
import { keyOf } from "@/lib/embedded/expression";
import type { FunctionConfig } from "@/lib/embedded/function-config";

/** What all parts of a started runner share. */
export type Engine = {
  pool: Pool;
  /** For what need not be flushed to disk: taking work and ticking it off. */
  queuePool: Pool;
  sdk: Sdk;
  functions: ReadonlyMap<string, FunctionConfig>;
  /** By function: how many requests of each of its concurrency keys may run at once. */
  limits: ReadonlyMap<string, number[]>;
  /** This process, in leases. */
  processId: string;
  /** Every waiting time passes through here; 1 except in tests, where hours must pass in moments. */
  timeScale: number;
  /** Claims under way: a stop waits for them, or it would give back everything but what they are about to take. */
  claims: Set<Promise<unknown>>;
};

export type EventLike = { id: string; name: string; data: unknown; ts?: number };

/** An event in the shape the SDK, and expressions, know. */
export function toSdkEvent(event: EventLike): Record<string, unknown> {
  return { ...event, user: {} };
}

/** Whose run it is: the store its event names, also the event whose run failed. */
const ofStore = z.union([
  z.object({ storeId: z.string().regex(/^\d{1,18}$/) }),
  z.object({ event: z.object({ data: z.object({ storeId: z.string().regex(/^\d{1,18}$/) }) }) }),
]);

function readStoreId(data: unknown): string | undefined {
  const parsed = ofStore.safeParse(data);
  if (!parsed.success) return undefined;
  return "storeId" in parsed.data ? parsed.data.storeId : parsed.data.event.data.storeId;
}

/** A run of a function, with its concurrency keys evaluated on its first event. */
export function planRun(config: FunctionConfig, first: EventLike, eventIds: string[]): NewRun {
  const [key1, key2] = config.concurrency.map(({ prefix, key }) =>
    key ? `${prefix}:${keyOf(key, { event: toSdkEvent(first) })}` : prefix,
  );
  const storeId = readStoreId(first.data);
  return {
    id: newId(),
    functionId: config.id,
    eventIds,
    ...(storeId && { storeId }),
    ...(key1 && { key1 }),
    ...(key2 && { key2 }),
  };
}

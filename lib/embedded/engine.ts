import type { Pool } from "pg";
import type { NewRun } from "@/lib/db/runner/create-runs";
import { newId } from "@/lib/db/runner/new-id";
import type { Sdk } from "@/lib/embedded/call-sdk";
import { keyOf } from "@/lib/embedded/expression";
import type { FunctionConfig } from "@/lib/embedded/function-config";

/** What all parts of a started runner share. */
export type Engine = {
  pool: Pool;
  sdk: Sdk;
  functions: ReadonlyMap<string, FunctionConfig>;
  /** This process, in leases. */
  processId: string;
  /** Every waiting time passes through here; 1 except in tests, where hours must pass in moments. */
  timeScale: number;
};

export type EventLike = { id: string; name: string; data: unknown; ts?: number };

/** An event in the shape the SDK, and expressions, know. */
export function toSdkEvent(event: EventLike): Record<string, unknown> {
  return { ...event, user: {} };
}

/** A run of a function, with its concurrency keys evaluated on its first event. */
export function planRun(config: FunctionConfig, first: EventLike, eventIds: string[]): NewRun {
  const [key1, key2] = config.concurrency.map(({ prefix, key }) =>
    key ? `${prefix}:${keyOf(key, { event: toSdkEvent(first) })}` : prefix,
  );
  return { id: newId(), functionId: config.id, eventIds, ...(key1 && { key1 }), ...(key2 && { key2 }) };
}

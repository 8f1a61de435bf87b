import { z } from "zod";
import { readDuration } from "@/lib/embedded/duration";
import { type Expression, parseExpression } from "@/lib/embedded/expression";

/** The SDK's own description of a function, as its in-band registration answers it. Unknown options stay visible. */
export const rawFunction = z.looseObject({
  id: z.string(),
  name: z.string(),
  triggers: z.array(
    z.union([
      z.object({ cron: z.string(), jitter: z.unknown().optional() }),
      z.object({ event: z.string(), expression: z.string().optional() }),
    ]),
  ),
  steps: z.object({ step: z.looseObject({ retries: z.object({ attempts: z.number().int() }).optional() }) }),
  idempotency: z.string().optional(),
  batchEvents: z
    .object({
      maxSize: z.number(),
      timeout: z.string(),
      key: z.string().optional(),
      if: z.string().optional(),
    })
    .optional(),
  concurrency: z
    .union([z.number(), concurrencyOption(), z.array(z.union([z.number(), concurrencyOption()]))])
    .optional(),
  cancel: z
    .array(z.object({ event: z.string(), if: z.string().optional(), timeout: z.string().optional() }))
    .optional(),
});
export type RawFunction = z.output<typeof rawFunction>;

function concurrencyOption() {
  return z.object({
    limit: z.number(),
    key: z.string().optional(),
    scope: z.enum(["fn", "env", "account"]).optional(),
  });
}

/** A function as the runner uses it. Durations in milliseconds, unscaled. */
export type FunctionConfig = {
  id: string;
  attemptsMax: number;
  events: { name: string; condition?: Expression }[];
  crons: string[];
  /** At most two; `prefix` keeps keys of different functions apart, unless their scope is shared. */
  concurrency: { limit: number; prefix: string; key?: Expression }[];
  idempotency?: Expression;
  batch?: { sizeMax: number; timeoutMs: number; key?: Expression; condition?: Expression };
  cancelOn: { event: string; condition?: Expression; timeoutMs?: number }[];
};

/** The server's default, used when a function does not say: four retries. */
const retriesDefault = 4;

/** @throws Error on a bad expression or duration; {@link findRefusals} has named those before. */
export function readFunction(raw: RawFunction): FunctionConfig {
  return {
    id: raw.id,
    attemptsMax: (raw.steps.step.retries?.attempts ?? retriesDefault) + 1,
    events: raw.triggers.flatMap((trigger) =>
      "event" in trigger ? [{ name: trigger.event, ...when("condition", trigger.expression) }] : [],
    ),
    crons: raw.triggers.flatMap((trigger) => ("cron" in trigger ? [trigger.cron] : [])),
    concurrency: listConcurrency(raw).map(({ limit, key, scope }, index) => ({
      limit,
      prefix: scope === "env" || scope === "account" ? `${scope}:${key ?? ""}` : `${raw.id}#${index}`,
      ...when("key", key),
    })),
    ...when("idempotency", raw.idempotency),
    ...(raw.batchEvents && {
      batch: {
        sizeMax: raw.batchEvents.maxSize,
        timeoutMs: readDuration(raw.batchEvents.timeout) ?? 0,
        ...when("key", raw.batchEvents.key),
        ...when("condition", raw.batchEvents.if),
      },
    }),
    cancelOn: (raw.cancel ?? []).map((cancel) => ({
      event: cancel.event,
      ...when("condition", cancel.if),
      ...(cancel.timeout && { timeoutMs: readDuration(cancel.timeout) ?? 0 }),
    })),
  };
}

type Concurrency = { limit: number; key?: string; scope?: "fn" | "env" | "account" };

/** All ways of writing `concurrency` as one list; a limit of 0 means none. */
export function listConcurrency(raw: RawFunction): Concurrency[] {
  const list = raw.concurrency === undefined ? [] : [raw.concurrency].flat();
  return list
    .map((entry): Concurrency => (typeof entry === "number" ? { limit: entry } : entry))
    .filter(({ limit }) => limit > 0);
}

function when<K extends string>(name: K, text: string | undefined): Partial<Record<K, Expression>> {
  return text ? ({ [name]: parseExpression(text) } as Record<K, Expression>) : {};
}

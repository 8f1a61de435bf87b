import { nextCron } from "@/lib/embedded/cron";
import { readDuration } from "@/lib/embedded/duration";
import { parseExpression } from "@/lib/embedded/expression";
import { listConcurrency, type RawFunction } from "@/lib/embedded/function-config";

/** What the runner implements, and what every function carries. `inngest/README.md` lists the same. */
const supported = new Set([
  "id",
  "name",
  "triggers",
  "steps",
  "idempotency",
  "batchEvents",
  "concurrency",
  "cancel",
]);

/**
 * Why the embedded runner, or Inngest's server, would not run this function as it is written: one sentence each,
 * naming function and option. Empty when all is well. Refused at start, so that the two engines never differ in silence.
 */
export function findRefusals(raw: RawFunction): string[] {
  const problems = [
    ...Object.entries(raw)
      .filter(([option, value]) => !supported.has(option) && value !== undefined && value !== null)
      .map(([option]) => `\`${option}\` is not implemented by the embedded runner`),
    ...refuseCounts(raw),
    ...refuseBatch(raw),
    ...listExpressions(raw).flatMap(([option, text]) => {
      const reason = reasonOf(() => parseExpression(text));
      return reason ? [`\`${option}\` is no valid expression: ${reason}`] : [];
    }),
    ...raw.triggers.flatMap((trigger) => {
      if (!("cron" in trigger)) return [];
      if (trigger.jitter !== undefined)
        return ["`jitter` of a cron is not implemented by the embedded runner"];
      const reason = reasonOf(() => nextCron(trigger.cron, new Date()));
      return reason ? [`cron \`${trigger.cron}\` cannot be read: ${reason}`] : [];
    }),
    ...(raw.cancel ?? []).flatMap(({ timeout }) =>
      timeout !== undefined && !readDuration(timeout) ? ["`cancelOn` has a timeout of zero"] : [],
    ),
  ];
  return problems.map((problem) => `${raw.id}: ${problem}`);
}

function refuseCounts(raw: RawFunction): string[] {
  const problems: string[] = [];
  if (listConcurrency(raw).length > 2) problems.push("`concurrency` has more than 2 entries");
  if (raw.triggers.length > 10) problems.push("more than 10 `triggers`");
  if ((raw.cancel?.length ?? 0) > 5) problems.push("`cancelOn` has more than 5 entries");
  const retries = raw.steps.step.retries?.attempts ?? 0;
  if (retries < 0 || retries > 20) problems.push("`retries` must be 0 to 20");
  return problems;
}

function refuseBatch(raw: RawFunction): string[] {
  if (!raw.batchEvents) return [];
  const problems: string[] = [];
  if (raw.cancel?.length) problems.push("`batchEvents` and `cancelOn` exclude each other");
  if (raw.batchEvents.maxSize < 2) problems.push("`batchEvents.maxSize` must be at least 2");
  if (!readDuration(raw.batchEvents.timeout))
    problems.push("`batchEvents.timeout` must be at least 1 s, such as `5s`");
  return problems;
}

function listExpressions(raw: RawFunction): [string, string][] {
  const found: [string, string | undefined][] = [
    ["idempotency", raw.idempotency],
    ["batchEvents.key", raw.batchEvents?.key],
    ["batchEvents.if", raw.batchEvents?.if],
    ...listConcurrency(raw).map(({ key }): [string, string | undefined] => ["concurrency.key", key]),
    ...(raw.cancel ?? []).map((cancel): [string, string | undefined] => ["cancelOn.if", cancel.if]),
    ...raw.triggers.map((trigger): [string, string | undefined] => [
      "triggers.if",
      "event" in trigger ? trigger.expression : undefined,
    ]),
  ];
  return found.filter((entry): entry is [string, string] => entry[1] !== undefined);
}

function reasonOf(work: () => unknown): string | null {
  try {
    work();
    return null;
  } catch (error) {
    return error instanceof Error ? (error.message.split("\n")[0] ?? "unreadable") : String(error);
  }
}

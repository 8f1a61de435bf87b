import type { BigCommerceError } from "./errors";

export type HttpMethod = "GET" | "POST" | "PUT" | "DELETE";
export type Priority = "interactive" | "background";
export type RetryChoice = "when_safe" | "unless_slow" | "never";

/**
 * Someone waits for an interactive call, so it gives up early; a background call may sit out a whole quota
 * window and then some. Beyond that the job engine's own retries take over.
 */
export const patience = {
  interactive: { attemptsMax: 3, deadlineMs: 10_000, attemptTimeoutMs: 6_000 },
  background: { attemptsMax: 5, deadlineMs: 120_000, attemptTimeoutMs: 30_000 },
} as const satisfies Record<Priority, { attemptsMax: number; deadlineMs: number; attemptTimeoutMs: number }>;

const backoffBaseMs = 250;
const backoffMaxMs = 10_000;

/**
 * How long to wait before the next attempt, or `null` for never.
 *
 * Repeating is safe where the second call leaves what the first would have left: GET, an absolute PUT, DELETE by
 * id. A POST has no idempotency key at BigCommerce, so it is repeated only after a 429, which the gateway
 * answers before it looks at the request; every other failed create goes through `createOrAdopt`, which looks
 * first. The wait of a 429 is the budget's business (all callers of the store wait), hence only jitter here.
 */
export function retryDelayMs(failure: {
  method: HttpMethod;
  retry: RetryChoice;
  error: BigCommerceError;
  attempt: number;
  attemptsMax: number;
  random: number;
}): number | null {
  const { error, attempt } = failure;
  if (failure.retry === "never" || attempt >= failure.attemptsMax || !isTransient(error)) return null;
  if (failure.retry === "unless_slow" && error.kind === "timeout") return null;
  if (error.kind === "rate_limited") return Math.round(failure.random * 250);
  if (failure.method === "POST") return null;
  const ceiling = Math.min(backoffMaxMs, backoffBaseMs * 2 ** attempt);
  const jittered = ceiling / 2 + (ceiling / 2) * failure.random;
  return Math.round(Math.max(jittered, error.retryAfterMs ?? 0));
}

function isTransient(error: BigCommerceError): boolean {
  if (error.kind === "rate_limited" || error.kind === "network" || error.kind === "timeout") return true;
  if (error.kind === "unavailable") return true;
  if (error.kind === "malformed") return error.outcomeUnknown;
  // 501 and 505 never change their mind, 507 is a limit of the plan.
  return error.kind === "server" && (error.httpStatus === 500 || error.httpStatus === 502);
}

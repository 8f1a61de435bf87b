/** Inngest's own table: 15 s, 30 s, 1, 2, 5, 10, 20, 40 min, 1 h, 2 h, plus up to 30 s so that retries spread. */
const tableSeconds = [15, 30, 60, 120, 300, 600, 1200, 2400, 3600, 7200];
const jitterMsMax = 30_000;
const retryAfterMsMax = 24 * 3_600_000;

/** How long to wait after attempt number `attempt` (from 0) failed, in milliseconds. */
export function backoffMs(attempt: number, random = Math.random()): number {
  const seconds = tableSeconds[Math.min(attempt, tableSeconds.length - 1)] ?? 0;
  return seconds * 1000 + random * jitterMsMax;
}

/** A `retry-after` header: whole seconds or an ISO time, held between 1 s and 24 h; null when it is neither. */
export function readRetryAfter(header: string, now = Date.now()): number | null {
  const ms = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - now;
  return Number.isNaN(ms) ? null : Math.min(Math.max(ms, 1000), retryAfterMsMax);
}

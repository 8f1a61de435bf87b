/** What BigCommerce says about the store's quota on every answer. Milliseconds; `null` where it said nothing. */
export type RateHeaders = {
  requestsLeft: number | null;
  requestsQuota: number | null;
  resetMs: number | null;
  windowMs: number | null;
  /** How long a refused caller shall wait: the longer of `X-Rate-Limit-Time-Reset-Ms` and `X-Retry-After`. */
  retryAfterMs: number | null;
};

export function readRateHeaders(headers: Headers): RateHeaders {
  const resetMs = nonNegative(headers.get("x-rate-limit-time-reset-ms"));
  const retrySeconds = nonNegative(headers.get("x-retry-after")) ?? nonNegative(headers.get("retry-after"));
  const waits = [resetMs, retrySeconds === null ? null : retrySeconds * 1000].filter((wait) => wait !== null);
  return {
    requestsLeft: nonNegative(headers.get("x-rate-limit-requests-left")),
    requestsQuota: nonNegative(headers.get("x-rate-limit-requests-quota")),
    resetMs,
    windowMs: nonNegative(headers.get("x-rate-limit-time-window-ms")),
    retryAfterMs: waits.length === 0 ? null : Math.max(...waits),
  };
}

function nonNegative(text: string | null): number | null {
  if (text === null || text.trim() === "") return null;
  const value = Number(text);
  return Number.isFinite(value) && value >= 0 ? value : null;
}

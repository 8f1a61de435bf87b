export type RateLimit = { quota: number; windowMs: number } | "off";
export type RateState = { allowed: boolean; headers: Record<string, string> };

const unlimited = { quota: 1_000_000, windowMs: 30_000 };

/** One fixed window per store, shared by all its callers, as at BigCommerce. */
export class RateLimiter {
  private readonly windows = new Map<string, { endsAt: number; used: number }>();
  constructor(public limit: RateLimit) {}

  take(storeHash: string, now: number): RateState {
    const { quota, windowMs } = this.limit === "off" ? unlimited : this.limit;
    let window = this.windows.get(storeHash);
    if (!window || window.endsAt <= now) {
      window = { endsAt: now + windowMs, used: 0 };
      this.windows.set(storeHash, window);
    }
    const allowed = window.used < quota;
    if (allowed) window.used += 1;
    return { allowed, headers: this.headers(quota, windowMs, window, now) };
  }

  reset(): void {
    this.windows.clear();
  }

  private headers(quota: number, windowMs: number, window: { endsAt: number; used: number }, now: number) {
    return {
      "x-rate-limit-time-window-ms": String(windowMs),
      "x-rate-limit-time-reset-ms": String(Math.max(0, window.endsAt - now)),
      "x-rate-limit-requests-quota": String(quota),
      "x-rate-limit-requests-left": String(Math.max(0, quota - window.used)),
    };
  }
}

import { RateLimiterMemory } from "rate-limiter-flexible";
import { AppError } from "@/lib/errors";
import { processWide } from "@/lib/process-wide";

/**
 * How many calls in how many seconds: by customer for what a customer does, by address for everything that comes from
 * outside, by key for the merchant's own programs, by address again
 * for wrong keys.
 */
const limits = {
  session: { points: 10, duration: 60 },
  purchase: { points: 10, duration: 60 },
  customer: { points: 60, duration: 60 },
  address: { points: 120, duration: 60 },
  apiKey: { points: 10, duration: 1 },
  wrongKey: { points: 30, duration: 60 },
} as const;
export type RateLimit = keyof typeof limits;

const limiters = processWide("rate-limiters", () => {
  const limiter = (limit: RateLimit) => new RateLimiterMemory({ keyPrefix: limit, ...limits[limit] });
  return {
    session: limiter("session"),
    purchase: limiter("purchase"),
    customer: limiter("customer"),
    address: limiter("address"),
    apiKey: limiter("apiKey"),
    wrongKey: limiter("wrongKey"),
  } satisfies Record<RateLimit, RateLimiterMemory>;
});

/** Counts one call. Throws `AppError("rate_limited")` with the seconds to wait. Counted per process. */
export async function countCall(limit: RateLimit, key: string): Promise<void> {
  try {
    await limiters[limit].consume(key);
  } catch (refused) {
    if (!isRefusal(refused)) throw refused;
    const retryAfterSeconds = Math.max(1, Math.ceil(refused.msBeforeNext / 1000));
    throw new AppError("rate_limited", "Too many requests. Try again in a moment.", { retryAfterSeconds });
  }
}

/** Told by its shape: the limiters are shared by bundles that each have their own copy of the library's classes. */
function isRefusal(refused: unknown): refused is { msBeforeNext: number } {
  return typeof refused === "object" && refused !== null && "msBeforeNext" in refused;
}

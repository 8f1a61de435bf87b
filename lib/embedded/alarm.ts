import type { Pool } from "pg";
import { nextDueMs } from "@/lib/db/runner/next-due";
import { coalesce } from "@/lib/embedded/coalesce";

/** Further ahead than this, somebody looks again before: each sweep does. */
const aheadMsMax = 5000;
/** The queue's own times are finer than ours, and timers ring early; too early would be for nothing. */
const lateMs = 5;
/** A busy queue tells of new jobs hundreds of times a second. */
const lookMsMin = 50;

/**
 * graphile-worker hears of new jobs at once, but finds one whose time comes only by polling. This rings at that
 * time, so that a two-second batch is two seconds and not four. `look` after anything was queued.
 */
export function createAlarm(pool: Pool, ring: () => void) {
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  const look = coalesce(async () => {
    const ms = await nextDueMs(pool);
    clearTimeout(timer);
    if (stopped || ms === null || ms > aheadMsMax) return;
    timer = setTimeout(() => {
      ring();
      void look().catch(() => {});
    }, Math.max(ms, 0) + lateMs);
    await new Promise((resolve) => setTimeout(resolve, lookMsMin));
  });
  return {
    /** Never throws: the next sweep looks again. */
    look: () => void look().catch(() => {}),
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}

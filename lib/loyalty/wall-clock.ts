import { Temporal } from "temporal-polyfill";
import { knownTimeZone } from "@/lib/loyalty/local-day";

/**
 * Whether a time such as `2026-11-27T00:00` stands in the calendar. Asked of what reads it later, so that nothing can
 * pass here and fail there: `Date` takes 31 November for 1 December and 24:00 for the next midnight.
 */
export function isWallClock(text: string): boolean {
  try {
    Temporal.PlainDateTime.from(text, { overflow: "reject" });
    return true;
  } catch {
    return false;
  }
}

/**
 * The instant a wall-clock time is in a zone, in ms; in UTC where the zone is none. A time that the clock skips counts
 * as the later one, a time that happens twice as the first (Temporal's "compatible").
 */
export function wallClockMs(text: string, timeZone: string): number {
  return Temporal.PlainDateTime.from(text).toZonedDateTime(knownTimeZone(timeZone)).epochMilliseconds;
}

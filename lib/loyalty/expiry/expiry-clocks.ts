import { addMonths, type LocalDay } from "@/lib/loyalty/local-day";

export type ExpirySetting = { mode: "none" | "inactivity" | "per_award"; months: number };

/** A published version's setting and the day it was published on in the store's zone. */
export type PublishedExpiry = ExpirySetting & { day: LocalDay };

/** Points older than the clock count from `startDay`. */
export type ExpiryClock = { startDay: LocalDay; months: number };

/**
 * The clocks of the setting in force, from every version ever published, newest first. Publishing the same setting
 * again, or a longer one, lets the clock run on. A shorter one starts a clock of its own and leaves the longer ones
 * running, so nobody's points vanish at once and nobody's last longer for it. Off and on again starts anew.
 */
export function expiryClocks(history: readonly PublishedExpiry[]): ExpiryClock[] {
  const [current] = history;
  if (!current || current.mode === "none") return [];
  const clocks: ExpiryClock[] = [];
  for (const { mode, months, day } of history) {
    if (mode !== current.mode) break;
    const last = clocks.at(-1);
    if (!last || months > last.months) clocks.push({ startDay: day, months });
    else last.startDay = day;
  }
  return clocks;
}

/** The last day points of `day` can be spent; they are gone when the next one begins. */
export function lastDayOf(day: LocalDay, clocks: readonly ExpiryClock[]): LocalDay {
  const known = lastDays.get(clocks) ?? new Map<LocalDay, LocalDay>();
  lastDays.set(clocks, known);
  const answer = known.get(day);
  if (answer !== undefined) return answer;
  const [first = day] = clocks
    .map(({ startDay, months }) => addMonths(day > startDay ? day : startDay, months))
    .sort();
  known.set(day, first);
  return first;
}

/** By clocks and day: a night asks for the same few days for every customer of a page. */
const lastDays = new WeakMap<readonly ExpiryClock[], Map<LocalDay, LocalDay>>();

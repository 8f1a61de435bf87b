import { Temporal } from "temporal-polyfill";

/** A calendar day, `YYYY-MM-DD`. */
export type LocalDay = string;

/** The day an instant falls on in an IANA zone. */
export function localDay(instant: Date, timeZone: string): LocalDay {
  const at = Temporal.Instant.fromEpochMilliseconds(instant.getTime());
  return at.toZonedDateTimeISO(timeZone).toPlainDate().toString();
}

/** The first instant of a day in a zone; where clocks jump over midnight, the first that exists. */
export function startOfDay(day: LocalDay, timeZone: string): Date {
  return new Date(Temporal.PlainDate.from(day).toZonedDateTime(timeZone).epochMilliseconds);
}

export function addDays(day: LocalDay, days: number): LocalDay {
  return dayOf(msOf(day) + days * dayMs);
}

/** The same day of a later month, or that month's last: 31 January and a month is 28 or 29 February. */
export function addMonths(day: LocalDay, months: number): LocalDay {
  const at = new Date(msOf(day));
  const [year, month, date] = [at.getUTCFullYear(), at.getUTCMonth() + months, at.getUTCDate()];
  const lastDate = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return dayOf(Date.UTC(year, month, Math.min(date, lastDate)));
}

/** Days from one day to a later one; negative when it is earlier. */
export function daysBetween(from: LocalDay, to: LocalDay): number {
  return (msOf(to) - msOf(from)) / dayMs;
}

// A calendar has no zone, so days are counted as UTC counts them: a hundred times as fast as Temporal's polyfill, which
// matters where a night looks at every lot of every customer. A RangeError for what
// is no date at all; the 31st of a short month is the day that many days after its first.
const dayMs = 86_400_000;
const msOf = (day: LocalDay) => Date.parse(`${day}T00:00:00Z`);
const dayOf = (ms: number): LocalDay => new Date(ms).toISOString().slice(0, 10);

/** The zone when it is one, else UTC: a store without a usable zone must not stop the work of others. */
export function knownTimeZone(timeZone: string): string {
  try {
    return new Intl.DateTimeFormat("en", { timeZone }).resolvedOptions().timeZone && timeZone;
  } catch {
    return "UTC";
  }
}

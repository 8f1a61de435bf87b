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
  return Temporal.PlainDate.from(day).add({ days }).toString();
}

/** The same day of a later month, or that month's last: 31 January and a month is 28 or 29 February. */
export function addMonths(day: LocalDay, months: number): LocalDay {
  return Temporal.PlainDate.from(day).add({ months }).toString();
}

/** Days from one day to a later one; negative when it is earlier. */
export function daysBetween(from: LocalDay, to: LocalDay): number {
  return Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to)).days;
}

/** The zone when it is one, else UTC: a store without a usable zone must not stop the work of others. */
export function knownTimeZone(timeZone: string): string {
  try {
    return new Intl.DateTimeFormat("en", { timeZone }).resolvedOptions().timeZone && timeZone;
  } catch {
    return "UTC";
  }
}

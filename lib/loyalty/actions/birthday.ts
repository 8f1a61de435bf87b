import type { RuleExplanation } from "@/lib/loyalty/explain/explanation";
import { addDays, type LocalDay, localDay } from "@/lib/loyalty/local-day";

/** Stands for a year that was not told; a leap year, so 29 February has a date. */
export const unknownYear = "1004";

/** A date of birth entered later than this many days before the birthday is not paid that year. */
export const enteredBeforeDays = 30;

/** Month × 100 + day. */
export function monthDay(day: LocalDay): number {
  return Number(day.slice(5, 7)) * 100 + Number(day.slice(8, 10));
}

/** The birthdays celebrated on a day, as month × 100 + day: 29 February is celebrated on the 28th in other years. */
export function birthdaysOn(day: LocalDay): number[] {
  const today = monthDay(day);
  return today === 228 && monthDay(addDays(day, 1)) === 301 ? [228, 229] : [today];
}

/** Why a birthday is not paid; null when it is. */
export function birthdayRefusal(day: LocalDay, setAt: Date, timeZone: string): RuleExplanation | null {
  if (localDay(setAt, timeZone) <= addDays(day, -enteredBeforeDays)) return null;
  const inputs = { days: enteredBeforeDays };
  return { key: "birthday", outcome: "failed", why: "birthday.entered_late", inputs };
}

/** A date that exists, in a year somebody can be born in, or without a year; null otherwise. */
export function parseDateOfBirth(text: string, today: LocalDay): LocalDay | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return null;
  const isReal =
    !Number.isNaN(Date.parse(text)) && new Date(`${text}T00:00:00Z`).toISOString().startsWith(text);
  const isPlausible = text.startsWith(unknownYear) || (text >= "1900-01-01" && text <= today);
  return isReal && isPlausible ? text : null;
}

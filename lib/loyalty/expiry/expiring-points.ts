import { type ExpiryClock, lastDayOf } from "@/lib/loyalty/expiry/expiry-clocks";
import { addDays, daysBetween, type LocalDay, startOfDay } from "@/lib/loyalty/local-day";

export type ExpiryRules = {
  mode: "inactivity" | "per_award";
  /** Never empty. */
  clocks: readonly ExpiryClock[];
  /** Days before points go on which their owner is told. */
  warnDays: readonly number[];
  /** IANA zone of the store. */
  timeZone: string;
  /** The last day whose night is done; null before the first. What came back after it waits for the next night. */
  throughDay: LocalDay | null;
};

/** What became spendable on one day. Reversals are taken off the order they belong to. */
export type PointsLot = { day: LocalDay; points: number };

export type SpendableHistory = {
  /** Oldest first. */
  lots: readonly PointsLot[];
  /** Everything ever spent, expired or taken away; what came back from a redemption is taken off. */
  gone: number;
  /** Last day with points earned or spent; null for nobody who ever did. */
  lastActiveDay: LocalDay | null;
  available: number;
};

/** Points that go together, and the last day they can be spent. */
export type DatedPoints = { points: number; lastDay: LocalDay };

/** `at`: from this instant on they are gone. */
export type ExpiringPoints = { points: number; at: Date };

/** `daysBefore`: how many days before points go their owner is told. */
export type ExpiryWarning = DatedPoints & { daysBefore: number };

/**
 * What is available, by the day it goes, soonest first. First in, first out by running totals: what is gone was
 * taken from the oldest.
 */
export function datePoints(history: SpendableHistory, rules: ExpiryRules): DatedPoints[] {
  if (history.available <= 0) return [];
  if (rules.mode === "inactivity") {
    const { startDay } = rules.clocks.at(-1) ?? { startDay: "" };
    const lastDay = lastDayOf(history.lastActiveDay ?? startDay, rules.clocks);
    return [{ points: history.available, lastDay }];
  }
  const dated: DatedPoints[] = [];
  let gone = Math.max(0, history.gone);
  let left = history.available;
  for (const lot of history.lots) {
    const used = Math.min(gone, lot.points);
    gone -= used;
    const points = Math.min(lot.points - used, left);
    left -= points;
    if (points === 0) continue;
    const lastDay = lastDayOf(lot.day, rules.clocks);
    const previous = dated.at(-1);
    if (previous?.lastDay === lastDay) previous.points += points;
    else dated.push({ points, lastDay });
  }
  return dated;
}

/** The next points to go, and when; null when none will. */
export function expiringPoints(history: SpendableHistory, rules: ExpiryRules): ExpiringPoints | null {
  const through = rules.throughDay ?? "";
  const dated = datePoints(history, rules).map(({ points, lastDay }) => ({
    points,
    lastDay: [lastDay, through].sort().at(-1) ?? lastDay,
  }));
  const [next] = dated;
  if (!next) return null;
  const together = dated.filter(({ lastDay }) => lastDay === next.lastDay);
  const points = together.reduce((sum, lot) => sum + lot.points, 0);
  return { points, at: goneAt(next.lastDay, rules.timeZone) };
}

/** Points whose last day is over on `today`. */
export function pointsDue(history: SpendableHistory, rules: ExpiryRules, today: LocalDay): number {
  return datePoints(history, rules)
    .filter(({ lastDay }) => lastDay < today)
    .reduce((sum, { points }) => sum + points, 0);
}

/**
 * The warnings whose day has come after `after` and not later than `today`. One whose points go today or went is
 * left out; of several that an outage held back, only the one nearest to the end is given.
 */
export function dueWarnings(
  history: SpendableHistory,
  rules: ExpiryRules,
  { after, today }: { after: LocalDay; today: LocalDay },
): ExpiryWarning[] {
  return datePoints(history, rules).flatMap((dated) => {
    const daysLeft = daysBetween(today, dated.lastDay) + 1;
    if (daysLeft <= 0) return [];
    const daysLeftThen = daysBetween(after, dated.lastDay) + 1;
    const due = rules.warnDays.filter((days) => days >= daysLeft && days < daysLeftThen);
    return due.length === 0 ? [] : [{ ...dated, daysBefore: Math.min(...due) }];
  });
}

/** The instant from which points are gone whose last day this is. */
export function goneAt(lastDay: LocalDay, timeZone: string): Date {
  return startOfDay(addDays(lastDay, 1), timeZone);
}

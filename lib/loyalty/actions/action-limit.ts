import { addDays, type LocalDay, localDay, startOfDay } from "@/lib/loyalty/local-day";

export type ActionKind =
  | "sign_up"
  | "birthday"
  | "newsletter"
  | "review"
  | "social_follow"
  | "social_share"
  | "visit"
  | "custom";

const reportedKinds: ReadonlySet<ActionKind> = new Set(["custom", "social_follow", "social_share", "visit"]);

/** Whether other programs report this kind (by its key, the token); Laurel sees the others itself. */
export const isReportedKind = (kind: ActionKind): boolean => reportedKinds.has(kind);

export type ActionLimit = { count: number; per: "day" | "week" | "month" | "year" | "lifetime" };

/** An action of a program document. */
export type EarningAction = {
  key: string;
  kind: ActionKind;
  name?: string | undefined;
  points: number;
  limit: ActionLimit | null;
};

/** Where the document names none: deeds that cost nothing to repeat would otherwise be repeated. */
const usualLimits: Partial<Record<ActionKind, ActionLimit>> = {
  sign_up: { count: 1, per: "lifetime" },
  newsletter: { count: 1, per: "lifetime" },
  social_follow: { count: 1, per: "lifetime" },
  birthday: { count: 1, per: "year" },
  social_share: { count: 1, per: "day" },
  visit: { count: 1, per: "day" },
};

/** Null: as often as liked. A birthday comes once a year whatever the document says. */
export function limitOf({ kind, limit }: Pick<EarningAction, "kind" | "limit">): ActionLimit | null {
  if (kind === "birthday") return { count: 1, per: "year" };
  return limit ?? usualLimits[kind] ?? null;
}

/** Less than a year, so that 29 February and 28 February both count; more than a date of birth can be moved by. */
const birthdayGapDays = 330;

/**
 * From when on awards count against the limit: the beginning of the local day, week (Monday), month or year; null for
 * all time. Birthdays count by a rolling year, or moving the date over New Year would pay twice.
 */
export function limitWindowStart(
  { kind, limit }: { kind: ActionKind; limit: ActionLimit },
  now: Date,
  timeZone: string,
): Date | null {
  const today = localDay(now, timeZone);
  if (kind === "birthday") return startOfDay(addDays(today, -birthdayGapDays), timeZone);
  const firstDay = firstDayOf(limit.per, today);
  return firstDay === null ? null : startOfDay(firstDay, timeZone);
}

function firstDayOf(per: ActionLimit["per"], today: LocalDay): LocalDay | null {
  switch (per) {
    case "day":
      return today;
    case "week":
      return addDays(today, -((new Date(`${today}T00:00:00Z`).getUTCDay() + 6) % 7));
    case "month":
      return `${today.slice(0, 7)}-01`;
    case "year":
      return `${today.slice(0, 4)}-01-01`;
    case "lifetime":
      return null;
  }
}

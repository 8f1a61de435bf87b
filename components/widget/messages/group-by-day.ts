/** Items of one calendar day of the reader, newest day first as given. `day` is `YYYY-MM-DD` in the reader's zone. */
export type DayGroup<T> = { day: string; date: Date; items: T[] };

const dayKey = (date: Date) =>
  [date.getFullYear(), date.getMonth() + 1, date.getDate()]
    .map((part) => String(part).padStart(2, "0"))
    .join("-");

/** Groups items that are already in order by the calendar day of `created_at`. */
export function groupByDay<T extends { created_at: string }>(items: readonly T[]): DayGroup<T>[] {
  const groups: DayGroup<T>[] = [];
  for (const item of items) {
    const date = new Date(item.created_at);
    const day = dayKey(date);
    const last = groups.at(-1);
    if (last?.day === day) last.items.push(item);
    else groups.push({ day, date, items: [item] });
  }
  return groups;
}

/** `today`, `yesterday` or null for any other day, seen from `now`. */
export function relativeDay(day: string, now: Date): "today" | "yesterday" | null {
  const yesterday = new Date(now);
  yesterday.setDate(now.getDate() - 1);
  if (day === dayKey(now)) return "today";
  return day === dayKey(yesterday) ? "yesterday" : null;
}

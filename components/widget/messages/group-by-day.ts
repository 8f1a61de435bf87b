/** Items of one calendar day in the reader's zone, newest day first as given. `day` is the same for no other day. */
export type DayGroup<T> = { day: string; date: Date; items: T[] };

/** Groups items that are already in order by the calendar day of `created_at`. */
export function groupByDay<T extends { created_at: string }>(items: readonly T[]): DayGroup<T>[] {
  const groups: DayGroup<T>[] = [];
  for (const item of items) {
    const date = new Date(item.created_at);
    const day = date.toDateString();
    const last = groups.at(-1);
    if (last?.day === day) last.items.push(item);
    else groups.push({ day, date, items: [item] });
  }
  return groups;
}

/** `today`, `yesterday` or null for the `day` of any other group, seen from `now`. */
export function relativeDay(day: string, now: Date): "today" | "yesterday" | null {
  const yesterday = new Date(now);
  yesterday.setDate(now.getDate() - 1);
  if (day === now.toDateString()) return "today";
  return day === yesterday.toDateString() ? "yesterday" : null;
}

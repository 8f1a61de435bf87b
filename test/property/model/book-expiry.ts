import type { Book, Move, Now, Person, Version } from "./book";

/**
 * The night of a store: whoever has points that are too old loses them. Points can be spent through their last day;
 * days are the store's.
 */
export function expire(book: Book, now: Now): void {
  for (const person of book.people.values()) {
    if (person.disabled || person.available === 0) continue;
    const points = tooOld(person, book.versions, now.day);
    if (points === 0) continue;
    person.available -= points;
    person.moves.push({ day: now.day, points: -points, from: "other", active: false });
  }
}

function tooOld({ moves, available }: Person, versions: readonly Version[], today: string): number {
  const mode = modeOf(versions.at(-1));
  if (mode === "none") return 0;
  if (mode === "inactivity") {
    const days = moves.filter(({ active }) => active).map(({ day }) => day);
    const last = days.sort().at(-1) ?? "";
    return lastDay(last, versions) < today ? available : 0;
  }
  const { lots, gone } = readMoves(moves);
  let eaten = gone;
  let expired = 0;
  for (const { day, points } of lots) {
    const left = Math.max(0, points - eaten);
    eaten = Math.max(0, eaten - points);
    if (lastDay(day, versions) < today) expired += left;
  }
  return Math.min(expired, available);
}

type Lot = { day: string; points: number };

/** An order's points, net of what was taken back, are as old as the first of them; what is gone ate the oldest. */
function readMoves(moves: readonly Move[]): { lots: Lot[]; gone: number } {
  const orders = new Map<number, { day: string | null; points: number }>();
  const lots: Lot[] = [];
  let gone = 0;
  for (const { from, day, points } of moves) {
    if (typeof from === "object") {
      const order = orders.get(from.order) ?? { day: null, points: 0 };
      orders.set(from.order, order);
      order.points += points;
      if (points > 0 && (order.day === null || day < order.day)) order.day = day;
    } else if (from === "gift" && points > 0) lots.push({ day, points });
    else gone -= points;
  }
  for (const { day, points } of orders.values()) {
    if (points < 0) gone -= points;
    else if (day !== null && points > 0) lots.push({ day, points });
  }
  return { lots: lots.sort((a, b) => (a.day < b.day ? -1 : 1)), gone };
}

/**
 * Every setting since the rule was last turned on (or changed its kind) has a clock that started when it was
 * published and lasts as long as the longest setting since: a longer one is never a loss, a shorter one never sudden.
 */
function lastDay(day: string, versions: readonly Version[]): string {
  const mode = modeOf(versions.at(-1));
  let months = 0;
  let first = "9999-12-31";
  for (const version of [...versions].reverse()) {
    if (modeOf(version) !== mode) break;
    months = Math.max(months, version.program.expiry.months);
    const ends = addMonths(day > version.day ? day : version.day, months);
    if (ends < first) first = ends;
  }
  return first;
}

const modeOf = (version: Version | undefined) => version?.program.expiry.mode ?? "none";

function addMonths(day: string, months: number): string {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  const end = new Date(Date.UTC(year, month - 1 + months + 1, 0));
  end.setUTCDate(Math.min(date, end.getUTCDate()));
  return end.toISOString().slice(0, 10);
}

import type { OrderFacts } from "@/lib/loyalty/order-facts";
import type { Program } from "@/lib/schemas/program";
import { type Book, type Entry, give, heirOf, type Now, type Person, personOf } from "./book";
import { applyCodes } from "./book-rewards";
import { isAllRefunded, pointsFor, sideOf } from "./law";

const dayMs = 86_400_000;

/** News of an order, as old as they are. */
export function deliver(book: Book, fetched: OrderFacts, now: Now): "delivered" {
  const fresh: Entry = { facts: fetched, award: null, holder: null, pending: 0, given: 0, lost: 0 };
  const entry = book.orders.get(fetched.orderId) ?? fresh;
  if (Date.parse(fetched.modifiedAt) < Date.parse(entry.facts.modifiedAt)) return "delivered";
  book.orders.set(fetched.orderId, entry);
  entry.facts = withKnownRefunds(fetched, entry.facts);
  const { facts, holder } = entry;
  const told = facts.customerId === null ? null : heirOf(book, facts.customerId);
  const owner = facts.archived && holder !== null ? holder : (told ?? holder);
  const isFrozen = facts.archived || (owner !== null && personOf(book, owner).disabled);
  const version = entry.award?.version ?? book.versions.length - 1;
  const { program } = book.versions[version] as Book["versions"][number];
  if (!isFrozen && sideOf(facts, program) === "award")
    entry.award ??= { atMs: Math.min(Date.parse(facts.modifiedAt), now.ms), version };
  const { policy } = program.refunds;
  if (holder !== null && holder !== owner)
    settle(entry, personOf(book, holder), 0, { policy, isHeld: false, now });
  entry.holder = owner;
  if (owner !== null) settleOwner(entry, personOf(book, owner), { program, isFrozen, now });
  const isCancelled = sideOf(facts, program) === "cancel" || isAllRefunded(facts);
  applyCodes(book, facts, { is: isFrozen ? "frozen" : isCancelled ? "over" : "standing", now });
  return "delivered";
}

function settleOwner(
  entry: Entry,
  owner: Person,
  { program, isFrozen, now }: { program: Program; isFrozen: boolean; now: Now },
): void {
  const untilMs = entry.award ? entry.award.atMs + program.earning.orders.holdDays * dayMs : 0;
  const isHeld = now.ms < untilMs;
  const target = entry.award ? Number(pointsFor(entry.facts, program)) : 0;
  if (!isFrozen) settle(entry, owner, target, { policy: program.refunds.policy, isHeld, now });
  const isDue = entry.award && !isHeld && !owner.disabled && entry.pending > 0;
  if (!isDue) return;
  const points = entry.pending;
  entry.pending = 0;
  owner.pending -= points;
  earn(entry, owner, points, now);
}

type Settling = { policy: Program["refunds"]["policy"]; isHeld: boolean; now: Now };

/** The policy in words: what is pending goes first, then what is there, then by the policy. */
function settle(entry: Entry, person: Person, target: number, how: Settling): void {
  const missing = target - (entry.pending + entry.given - entry.lost);
  if (missing > 0) credit(entry, person, missing, how);
  if (missing < 0) takeBack(entry, person, -missing, how);
}

function credit(entry: Entry, person: Person, points: number, { isHeld, now }: Settling): void {
  const neverGone = Math.min(points, entry.lost);
  entry.lost -= neverGone;
  if (isHeld) {
    entry.pending += points - neverGone;
    person.pending += points - neverGone;
    note(entry, person, { points: 0, active: true, now });
  } else earn(entry, person, points - neverGone, now);
}

function takeBack(entry: Entry, person: Person, points: number, { policy, now }: Settling): void {
  let due = points;
  const take = (much: number) => {
    due -= much;
    return much;
  };
  const fromPending = take(Math.min(due, entry.pending));
  entry.pending -= fromPending;
  person.pending -= fromPending;
  const fromAvailable = policy === "pending_only" ? 0 : take(Math.min(due, person.available));
  const owed = policy === "allow_negative" ? take(due) : 0;
  person.available -= fromAvailable;
  person.owed += owed;
  entry.given -= fromAvailable + owed;
  entry.lost += due;
  note(entry, person, { points: -(fromAvailable + owed), active: false, now });
}

function earn(entry: Entry, person: Person, points: number, now: Now): void {
  entry.given += points;
  give(person, points);
  note(entry, person, { points, active: true, now });
}

type Note = { points: number; active: boolean; now: Now };

function note({ facts }: Entry, person: Person, { points, active, now }: Note): void {
  person.moves.push({ day: now.day, points, active, from: { order: facts.orderId } });
}

/** A refund once seen cannot vanish: a fetch without it was made before, or did not ask. */
function withKnownRefunds(fetched: OrderFacts, before: OrderFacts): OrderFacts {
  const ids = new Set(fetched.refunds.map(({ refundId }) => refundId));
  const forgotten = before.refunds.filter(({ refundId }) => !ids.has(refundId));
  return { ...fetched, refunds: [...fetched.refunds, ...forgotten] };
}

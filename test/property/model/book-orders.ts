import type { OrderFacts } from "@/lib/loyalty/order-facts";
import type { Program } from "@/lib/schemas/program";
import {
  type Book,
  type Entry,
  give,
  heirOf,
  type Now,
  type Person,
  personOf,
  type Share,
  shareOf,
} from "./book";
import { applyCodes } from "./book-rewards";
import { isAllRefunded, pointsFor, sideOf } from "./law";

const dayMs = 86_400_000;

/** News of an order, as old as they are. */
export function deliver(book: Book, fetched: OrderFacts, now: Now): "delivered" {
  const fresh: Entry = { facts: fetched, award: null, holder: null, shares: {} };
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
    settle(handOf(book, entry, holder), 0, { policy, isHeld: false, now });
  entry.holder = owner;
  if (owner !== null) settleOwner(entry, handOf(book, entry, owner), { program, isFrozen, now });
  const isCancelled = sideOf(facts, program) === "cancel" || isAllRefunded(facts);
  applyCodes(book, facts, { is: isFrozen ? "frozen" : isCancelled ? "over" : "standing", now });
  return "delivered";
}

/** One person and their share of an order. */
type Hand = { orderId: number; person: Person; share: Share };

function handOf(book: Book, entry: Entry, id: number): Hand {
  return { orderId: entry.facts.orderId, person: personOf(book, id), share: shareOf(entry, id) };
}

function settleOwner(
  entry: Entry,
  hand: Hand,
  { program, isFrozen, now }: { program: Program; isFrozen: boolean; now: Now },
): void {
  const untilMs = entry.award ? entry.award.atMs + program.earning.orders.holdDays * dayMs : 0;
  const isHeld = now.ms < untilMs;
  const target = entry.award ? Number(pointsFor(entry.facts, program)) : 0;
  const { person: owner, share } = hand;
  if (!isFrozen) settle(hand, target, { policy: program.refunds.policy, isHeld, now });
  const isDue = entry.award && !isHeld && !owner.disabled && share.pending > 0;
  if (!isDue) return;
  const points = share.pending;
  share.pending = 0;
  owner.pending -= points;
  earn(hand, points, now);
}

type Settling = { policy: Program["refunds"]["policy"]; isHeld: boolean; now: Now };

/** The policy in words: what is pending goes first, then what is there, then by the policy. */
function settle(hand: Hand, target: number, how: Settling): void {
  const { share } = hand;
  const missing = target - (share.pending + share.given - share.lost);
  if (missing > 0) credit(hand, missing, how);
  if (missing < 0) takeBack(hand, -missing, how);
}

function credit(hand: Hand, points: number, { isHeld, now }: Settling): void {
  const { person, share } = hand;
  const neverGone = Math.min(points, share.lost);
  share.lost -= neverGone;
  if (isHeld) {
    share.pending += points - neverGone;
    person.pending += points - neverGone;
    note(hand, { points: 0, active: true, now });
  } else earn(hand, points - neverGone, now);
}

function takeBack(hand: Hand, points: number, { policy, now }: Settling): void {
  const { person, share } = hand;
  let due = points;
  const take = (much: number) => {
    due -= much;
    return much;
  };
  const fromPending = take(Math.min(due, share.pending));
  share.pending -= fromPending;
  person.pending -= fromPending;
  const fromAvailable = policy === "pending_only" ? 0 : take(Math.min(due, person.available));
  const owed = policy === "allow_negative" ? take(due) : 0;
  person.available -= fromAvailable;
  person.owed += owed;
  share.given -= fromAvailable + owed;
  share.lost += due;
  note(hand, { points: -(fromAvailable + owed), active: false, now });
}

function earn(hand: Hand, points: number, now: Now): void {
  hand.share.given += points;
  give(hand.person, points);
  note(hand, { points, active: true, now });
}

type Note = { points: number; active: boolean; now: Now };

function note({ orderId, person }: Hand, { points, active, now }: Note): void {
  person.moves.push({ day: now.day, points, active, from: { order: orderId } });
}

/** A refund once seen cannot vanish: a fetch without it was made before, or did not ask. */
function withKnownRefunds(fetched: OrderFacts, before: OrderFacts): OrderFacts {
  const ids = new Set(fetched.refunds.map(({ refundId }) => refundId));
  const forgotten = before.refunds.filter(({ refundId }) => !ids.has(refundId));
  return { ...fetched, refunds: [...fetched.refunds, ...forgotten] };
}

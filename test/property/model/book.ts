import type { OrderFacts } from "@/lib/loyalty/order-facts";
import type { Program } from "@/lib/schemas/program";

/** A change of what a person can spend or owes, kept for expiry alone. */
export type Move = {
  day: string;
  points: number;
  /** Points of one order share an age; of a gift (`gift`) they have their own; all else only eats what is oldest. */
  from: { order: number } | "gift" | "other";
  /** The person did something: the time of inactivity begins anew. */
  active: boolean;
};

export type Person = {
  pending: number;
  available: number;
  owed: number;
  held: number;
  disabled: boolean;
  mergedInto: number | null;
  moves: Move[];
};

export type Entry = {
  facts: OrderFacts;
  award: { atMs: number; version: number } | null;
  /** Who has the points; for a claimed guest order whoever claimed it, after a merge the heir. */
  holder: number | null;
  shares: Record<number, Share>;
};

/** One person's points of an order: still pending, given, and of those the ones that could not be taken back. */
export type Share = { pending: number; given: number; lost: number };

export type Bought = {
  owner: number;
  points: number;
  returns: boolean;
  code: string;
  state: "pending" | "issued" | "released" | "ended";
  usedBy: number | null;
  /** Came back from a code that was issued. */
  returned: boolean;
  /** Its points are the owner's again. */
  isBack: boolean;
};

export type Version = { program: Program; day: string };

/** The clock of one step: the instant, and the day it is at the store. */
export type Now = { ms: number; day: string };

/**
 * What should stand for the people of one schedule, kept by hand: pending, available, held and owed points, orders with
 * points they gave and points that could not be taken back, rewards bought. No accounts, no postings, no database.
 */
export type Book = {
  /** Shared by the schedules of a store, newest last. */
  versions: readonly Version[];
  people: Map<number, Person>;
  orders: Map<number, Entry>;
  bought: Map<number, Bought>;
};

export function openBook(versions: readonly Version[]): Book {
  return { versions, people: new Map(), orders: new Map(), bought: new Map() };
}

export function copyBook({ versions, people, orders, bought }: Book): Book {
  return { versions, ...structuredClone({ people, orders, bought }) };
}

/** Equal texts: nothing that comes later can tell the two apart. */
export function tellBook({ people, orders, bought }: Book): string {
  const entries = [...orders].map(([id, { facts, ...entry }]) => [id, facts.modifiedAt, entry]);
  return JSON.stringify([[...people], entries, [...bought]].map((list) => list.sort(byId)));
}

const byId = (a: unknown[], b: unknown[]) => Number(a[0]) - Number(b[0]);

export function personOf(book: Book, id: number): Person {
  const known = book.people.get(id);
  if (known) return known;
  const person: Person = {
    ...{ pending: 0, available: 0, owed: 0, held: 0 },
    ...{ disabled: false, mergedInto: null, moves: [] },
  };
  book.people.set(id, person);
  return person;
}

/** Whoever stands for this person now. */
export function heirOf(book: Book, id: number): number {
  const { mergedInto } = personOf(book, id);
  return mergedInto === null ? id : heirOf(book, mergedInto);
}

/** Points come to somebody: what is owed is paid first. */
export function give(person: Person, points: number): void {
  const paid = Math.min(points, person.owed);
  person.owed -= paid;
  person.available += points - paid;
}

/** Staff give points, or take them as far as they are there; says what changed. */
export function staffChange(book: Book, id: number, wanted: number, { day }: Now): number {
  const person = personOf(book, id);
  if (person.mergedInto !== null) return 0;
  const points = Math.max(wanted, -person.available);
  if (points > 0) give(person, points);
  else person.available += points;
  if (points !== 0) person.moves.push({ day, points, from: "gift", active: points > 0 });
  return points;
}

/** `fromId` becomes `intoId`, with all they have, owe and did. */
export function merge(book: Book, fromId: number, intoId: number): "merged" | "before" | "conflict" {
  const [from, into] = [personOf(book, fromId), personOf(book, intoId)];
  if (fromId === intoId) return "conflict";
  if (from.mergedInto === intoId) return "before";
  if (from.mergedInto !== null || into.mergedInto !== null || into.disabled) return "conflict";
  into.pending += from.pending;
  into.held += from.held;
  const together = into.available + from.available - into.owed - from.owed;
  into.available = Math.max(0, together);
  into.owed = Math.max(0, -together);
  into.moves.push(...from.moves);
  const gone = { pending: 0, available: 0, held: 0, owed: 0, moves: [], disabled: true, mergedInto: intoId };
  Object.assign(from, gone);
  for (const earlier of book.people.values()) if (earlier.mergedInto === fromId) earlier.mergedInto = intoId;
  for (const entry of book.orders.values()) inherit(entry, fromId, intoId);
  for (const one of book.bought.values()) if (one.owner === fromId) one.owner = intoId;
  return "merged";
}

/** What the one was given and could not give back is the heir's to have had. */
function inherit(entry: Entry, fromId: number, intoId: number): void {
  if (entry.holder === fromId) entry.holder = intoId;
  const gone = entry.shares[fromId];
  if (!gone) return;
  const share = shareOf(entry, intoId);
  share.pending += gone.pending;
  share.given += gone.given;
  share.lost += gone.lost;
  delete entry.shares[fromId];
}

export function shareOf(entry: Entry, id: number): Share {
  entry.shares[id] ??= { pending: 0, given: 0, lost: 0 };
  return entry.shares[id];
}

/** Guest orders of these ids that we have seen and nobody has go to whoever stands for this person. */
export function claim(book: Book, orderIds: readonly number[], id: number): number[] {
  const claimer = heirOf(book, id);
  return orderIds.filter((orderId) => {
    const entry = book.orders.get(orderId);
    if (!entry || entry.facts.customerId !== null) return false;
    entry.holder ??= claimer;
    return entry.holder === claimer;
  });
}

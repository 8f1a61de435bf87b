import type { OrderFacts } from "@/lib/loyalty/order-facts";
import type { Program } from "@/lib/schemas/program";
import { pointsFor, sideOf } from "./law";

type Person = { pending: number; available: number; owed: number; disabled: boolean };
type Entry = {
  facts: OrderFacts;
  award: { atMs: number; version: number } | null;
  /** BigCommerce id of whoever has the points; for a claimed guest order whoever claimed it. */
  holder: number | null;
  pending: number;
  given: number;
  lost: number;
};

const dayMs = 86_400_000;

/**
 * What should stand, kept by hand: people with pending, available and owed points, and orders with points they gave
 * and points that could not be taken back. No accounts, no postings, no database.
 */
export class Book {
  readonly people = new Map<number, Person>();
  readonly orders = new Map<number, Entry>();
  readonly versions: Program[] = [];

  person(id: number): Person {
    const known = this.people.get(id) ?? { pending: 0, available: 0, owed: 0, disabled: false };
    this.people.set(id, known);
    return known;
  }

  spend(id: number, wanted: number): number {
    const person = this.person(id);
    const points = Math.min(wanted, person.available);
    person.available -= points;
    return points;
  }

  /** Guest orders of these ids that we have seen and nobody has. */
  claim(orderIds: readonly number[], id: number): number[] {
    const theirs = orderIds.filter((orderId) => {
      const entry = this.orders.get(orderId);
      if (!entry || entry.facts.customerId !== null) return false;
      entry.holder ??= id;
      return entry.holder === id;
    });
    return theirs;
  }

  deliver(fetched: OrderFacts, nowMs: number): void {
    const entry = this.orders.get(fetched.orderId) ?? {
      facts: fetched,
      award: null,
      holder: null,
      pending: 0,
      given: 0,
      lost: 0,
    };
    if (Date.parse(fetched.modifiedAt) < Date.parse(entry.facts.modifiedAt)) return;
    this.orders.set(fetched.orderId, entry);
    entry.facts = withKnownRefunds(fetched, entry.facts);
    const { facts, holder } = entry;
    const owner = facts.archived && holder !== null ? holder : (facts.customerId ?? holder);
    const isFrozen = facts.archived || (owner !== null && this.person(owner).disabled);
    const version = entry.award?.version ?? this.versions.length - 1;
    const program = this.versions[version] as Program;
    if (!isFrozen && sideOf(facts, program) === "award")
      entry.award ??= { atMs: Math.min(Date.parse(facts.modifiedAt), nowMs), version };
    const { policy } = program.refunds;
    if (holder !== null && holder !== owner)
      this.settle(entry, this.person(holder), 0, { policy, isHeld: false });
    entry.holder = owner;
    if (owner === null) return;
    const untilMs = entry.award ? entry.award.atMs + program.earning.orders.holdDays * dayMs : 0;
    const isHeld = nowMs < untilMs;
    const person = this.person(owner);
    const target = entry.award ? Number(pointsFor(facts, program)) : 0;
    if (!isFrozen) this.settle(entry, person, target, { policy, isHeld });
    if (entry.award && !isHeld && !person.disabled) this.release(entry, person);
  }

  /** The policy in words: what is pending goes first, then what is there, then by the policy. */
  private settle(
    entry: Entry,
    person: Person,
    target: number,
    { policy, isHeld }: { policy: Program["refunds"]["policy"]; isHeld: boolean },
  ): void {
    let missing = target - (entry.pending + entry.given - entry.lost);
    if (missing > 0) {
      const neverGone = Math.min(missing, entry.lost);
      entry.lost -= neverGone;
      missing -= neverGone;
      if (isHeld) {
        entry.pending += missing;
        person.pending += missing;
      } else this.earn(entry, person, missing);
      return;
    }
    let due = -missing;
    const take = (points: number) => {
      due -= points;
      return points;
    };
    const fromPending = take(Math.min(due, entry.pending));
    entry.pending -= fromPending;
    person.pending -= fromPending;
    if (policy !== "pending_only") {
      const fromAvailable = take(Math.min(due, person.available));
      person.available -= fromAvailable;
      entry.given -= fromAvailable;
    }
    if (policy === "allow_negative") {
      person.owed += due;
      entry.given -= due;
    } else {
      entry.lost += due;
    }
  }

  private release(entry: Entry, person: Person): void {
    const points = entry.pending;
    entry.pending = 0;
    person.pending -= points;
    this.earn(entry, person, points);
  }

  private earn(entry: Entry, person: Person, points: number): void {
    entry.given += points;
    const paid = Math.min(points, person.owed);
    person.owed -= paid;
    person.available += points - paid;
  }
}

/** A refund once seen cannot vanish: a fetch without it was made before, or did not ask. */
function withKnownRefunds(fetched: OrderFacts, before: OrderFacts): OrderFacts {
  const ids = new Set(fetched.refunds.map(({ refundId }) => refundId));
  const forgotten = before.refunds.filter(({ refundId }) => !ids.has(refundId));
  return { ...fetched, refunds: [...fetched.refunds, ...forgotten] };
}

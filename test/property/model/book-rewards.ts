import type { OrderFacts } from "@/lib/loyalty/order-facts";
import { type Book, type Bought, give, type Now, type Person, personOf } from "./book";

/** Buys the store's only reward: its points are held. */
export function buy(book: Book, nth: number, buyerId: number, now: Now): string {
  const buyer = personOf(book, buyerId);
  const { rewards, refunds } = (book.versions.at(-1) as Book["versions"][number]).program;
  const [reward] = rewards;
  const points = reward && "pointsPrice" in reward ? reward.pointsPrice : 0;
  if (buyer.mergedInto !== null) return "session_expired";
  if (buyer.disabled) return "forbidden";
  if (buyer.available < points) return "insufficient_points";
  const returns = refunds.returnRedeemedPoints;
  const bought: Bought = {
    ...{ owner: buyerId, points, returns, code: "" },
    ...{ state: "pending", usedBy: null, returned: false },
  };
  book.bought.set(nth, bought);
  buyer.available -= points;
  buyer.held += points;
  note(buyer, -points, now);
  return "bought";
}

/** The code exists, or it never will. Again: the same answer. */
export function finish(book: Book, nth: number, kind: "capture" | "release", now: Now): string {
  const one = book.bought.get(nth);
  const done = kind === "capture" ? "issued" : "released";
  if (one?.state === done) return kind;
  if (one?.state !== "pending") return "nothing";
  const owner = personOf(book, one.owner);
  owner.held -= one.points;
  one.state = done;
  if (kind === "release") {
    give(owner, one.points);
    note(owner, one.points, now);
  }
  return kind;
}

/** A code nobody used goes: taken back by its owner, or too old. */
export function end(book: Book, nth: number, cause: "cancelled" | "expired", now: Now): string {
  const one = book.bought.get(nth);
  if (one?.state !== "issued" || one.usedBy !== null) return "nothing";
  one.state = "ended";
  if (cause === "cancelled" || one.returns) giveBack(book, one, now);
  return cause;
}

/** What an order says of codes: one on it is used by it; `isOver`: cancelled or all refunded, the points come back. */
export function applyCodes(
  book: Book,
  facts: OrderFacts,
  { isOver, now }: { isOver: boolean; now: Now },
): void {
  if (facts.statusId === 0) return;
  const codes = facts.coupons.map(({ code }) => code);
  for (const one of book.bought.values()) {
    if (one.state !== "issued" || !codes.includes(one.code)) continue;
    one.usedBy ??= facts.orderId;
    if (isOver && one.returns && !one.returned && one.usedBy === facts.orderId) giveBack(book, one, now);
  }
}

function giveBack(book: Book, one: Bought, now: Now): void {
  const owner = personOf(book, one.owner);
  one.returned = true;
  give(owner, one.points);
  note(owner, one.points, now);
}

function note(person: Person, points: number, { day }: Now): void {
  person.moves.push({ day, points, from: "other", active: true });
}

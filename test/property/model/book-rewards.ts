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
    ...{ state: "pending", usedBy: null, returned: false, isBack: false },
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
    one.isBack = true;
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

/**
 * What an order says of codes. Who has the discount of an order that stands has paid for it, once, whatever became of
 * the code meanwhile; when the order is over (cancelled or all refunded), the points come back where that was promised.
 */
export function applyCodes(
  book: Book,
  facts: OrderFacts,
  { is, now }: { is: "standing" | "over" | "frozen"; now: Now },
): void {
  if (facts.statusId === 0) return;
  const codes = facts.coupons.map(({ code }) => code);
  for (const one of book.bought.values()) {
    if (one.state === "pending" || !codes.includes(one.code)) continue;
    const isHad = is === "standing" || (is === "over" && !one.returns);
    if (one.state === "issued") one.usedBy ??= facts.orderId;
    if (isHad && one.isBack) payAgain(book, one, facts.orderId, now);
    if (isHad) one.usedBy ??= facts.orderId;
    const isTheirs = one.usedBy === facts.orderId;
    if (is === "over" && one.returns && !one.isBack && isTheirs) giveBack(book, one, now);
  }
}

function payAgain(book: Book, one: Bought, orderId: number, now: Now): void {
  const owner = personOf(book, one.owner);
  const there = Math.min(owner.available, one.points);
  owner.available -= there;
  owner.owed += one.points - there;
  Object.assign(one, { isBack: false, returned: false, usedBy: orderId });
  owner.moves.push({ day: now.day, points: -one.points, from: "other", active: false });
}

function giveBack(book: Book, one: Bought, now: Now): void {
  const owner = personOf(book, one.owner);
  Object.assign(one, { returned: true, isBack: true });
  give(owner, one.points);
  note(owner, one.points, now);
}

function note(person: Person, points: number, { day }: Now): void {
  person.moves.push({ day, points, from: "other", active: true });
}

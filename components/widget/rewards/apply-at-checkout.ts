import type { Fetch } from "../client/request";

export type ApplyOutcome =
  /** The order has it, now or already. */
  | "applied"
  /** No cart: there is nothing to apply it to yet. */
  | "empty"
  /** Another code is on the order, and an order takes one. */
  | "occupied"
  /** So is one of the shopper's own that this one can be combined with. */
  | "combinable"
  /** The store refuses this code for this cart. */
  | "refused"
  /** This shop has no such calls, or does not answer: the code can still be typed in. */
  | "unsupported";

type Checkout = { version?: number; coupons?: { code: string }[]; cart?: { coupons?: { code: string }[] } };

const carts = "/api/storefront/carts";
/** Another code of the shopper's: one that is in the way is taken off, or stays because the two can be combined. */
export type OwnCode = { code: string; isCombinable: boolean };

/** One to see what is there, one after each code that was taken off, one after a conflict; an order takes few codes. */
const looksMax = 8;
const json = { accept: "application/json", "content-type": "application/json" };

/**
 * Puts a code on the shopper's order by the storefront's own calls, on the page's own origin. They are not safe beside
 * each other: a version that is out of date (409) is read again once. What is in the way there and is the shopper's
 * own is taken off first, used up or not, unless it can be combined with this one; nothing is taken off beside a code
 * that stays, as one does that is not theirs. However it ends without this code on the order, what was taken off is
 * put back. Never throws.
 */
export async function applyAtCheckout(
  code: string,
  own: readonly OwnCode[],
  fetch: Fetch,
  token = xsrfToken(),
): Promise<ApplyOutcome> {
  const headers = token ? { ...json, "x-xsrf-token": token } : json;
  try {
    const cart = await readJson<{ id?: string }[]>(await fetch(carts, { headers }));
    if (!Array.isArray(cart)) return "unsupported";
    const id = cart[0]?.id;
    if (!id) return "empty";
    const address = `/api/storefront/checkouts/${encodeURIComponent(id)}`;
    const order: Order = {
      look: async () => readJson<Checkout>(await fetch(address, { headers })),
      add: (couponCode, version) =>
        fetch(`${address}/coupons`, {
          method: "POST",
          headers,
          body: JSON.stringify({ couponCode, version }),
        }),
      remove: (one) => fetch(`${address}/coupons/${encodeURIComponent(one)}`, { method: "DELETE", headers }),
    };
    const removed = new Set<string>();
    let outcome: ApplyOutcome | undefined;
    try {
      outcome = await replaceOwn(code, own, order, removed);
      return outcome;
    } finally {
      if (outcome !== "applied") for (const one of removed) await order.add(one).catch(() => {});
    }
  } catch {
    return "unsupported";
  }
}

type Order = {
  look: () => Promise<Checkout | null>;
  add: (code: string, version?: number) => Promise<Response>;
  remove: (code: string) => Promise<Response>;
};

/** `removed`: is told each code before it is taken off, since the answer may be lost. */
async function replaceOwn(
  code: string,
  own: readonly OwnCode[],
  order: Order,
  removed: Set<string>,
): Promise<ApplyOutcome> {
  let conflicts = 0;
  for (let look = 0; look < looksMax; look++) {
    const checkout = await order.look();
    if (!checkout) return "unsupported";
    const coupons = checkout.coupons ?? checkout.cart?.coupons ?? [];
    if (coupons.some((one) => isSame(one.code, code))) return "applied";
    const ownOf = (there: { code: string }) => own.filter((one) => isSame(one.code, there.code));
    const isSpare = (there: { code: string }) => ownOf(there).some((one) => !one.isCombinable);
    const staying = coupons.filter((there) => !isSpare(there));
    if (staying.length > 0)
      return staying.some((there) => ownOf(there).length > 0) ? "combinable" : "occupied";
    const [spare] = coupons;
    if (spare) {
      removed.add(spare.code);
      if (!(await order.remove(spare.code)).ok) return "occupied";
      continue;
    }
    const { ok, status } = await order.add(code, checkout.version);
    if (ok) return "applied";
    if (status === 409 && conflicts++ === 0) continue;
    return status === 400 || status === 422 ? "refused" : "unsupported";
  }
  return "unsupported";
}

/** Codes are the same in capitals and in small letters. */
const isSame = (one: string, other: string) => one.toUpperCase() === other.toUpperCase();

/** Null for an error and for a page instead of JSON, which is what themes without these calls answer. */
async function readJson<T>(response: Response): Promise<T | null> {
  return response.ok ? ((await response.json().catch(() => null)) as T | null) : null;
}

function xsrfToken(): string {
  const value = /(?:^|; )XSRF-TOKEN=([^;]*)/.exec(document.cookie)?.[1];
  return value ? decodeURIComponent(value) : "";
}

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
 * own is taken off first, used up or not, unless it can be combined with this one; it is put back when the store does
 * not take this one. A code that is not theirs stays. Never throws.
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
    const add = (couponCode: string, version?: number) =>
      fetch(`${address}/coupons`, { method: "POST", headers, body: JSON.stringify({ couponCode, version }) });
    const removed: string[] = [];
    let conflicts = 0;
    for (let look = 0; look < looksMax; look++) {
      const checkout = await readJson<Checkout>(await fetch(address, { headers }));
      if (!checkout) return "unsupported";
      const coupons = checkout.coupons ?? checkout.cart?.coupons ?? [];
      if (coupons.some((one) => isSame(one.code, code))) return "applied";
      const find = (isCombinable: boolean) =>
        coupons.find((there) =>
          own.some((one) => one.isCombinable === isCombinable && isSame(one.code, there.code)),
        );
      const spare = find(false);
      if (spare) {
        const removal = `${address}/coupons/${encodeURIComponent(spare.code)}`;
        if ((await fetch(removal, { method: "DELETE", headers })).ok) {
          removed.push(spare.code);
          continue;
        }
      }
      if (coupons.length > 0) return find(true) ? "combinable" : "occupied";
      const { ok, status } = await add(code, checkout.version);
      if (ok) return "applied";
      if (status === 409 && conflicts++ === 0) continue;
      // What was of use there is of use again; the store refuses the rest.
      for (const one of removed) await add(one);
      return status === 400 || status === 422 ? "refused" : "unsupported";
    }
  } catch {
    // Below.
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

import type { Fetch } from "../client/request";

export type ApplyOutcome =
  /** The order has it, now or already. */
  | "applied"
  /** No cart: there is nothing to apply it to yet. */
  | "empty"
  /** Another code is on the order, and an order takes one. */
  | "occupied"
  /** The store refuses this code for this cart. */
  | "refused"
  /** This shop has no such calls, or does not answer: the code can still be typed in. */
  | "unsupported";

type Checkout = { version?: number; coupons?: { code: string }[]; cart?: { coupons?: { code: string }[] } };

const carts = "/api/storefront/carts";
/** One to see what is there, one after each code that was taken off, one after a conflict; an order takes few codes. */
const looksMax = 8;
const json = { accept: "application/json", "content-type": "application/json" };

/**
 * Puts a code on the shopper's order by the storefront's own calls, on the page's own origin. They are not safe beside
 * each other: a version that is out of date (409) is read again once. What is in the way there and of no use any more,
 * the shopper's own codes in `spent`, is taken off first. Never throws.
 */
export async function applyAtCheckout(
  code: string,
  spent: readonly string[],
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
    let conflicts = 0;
    for (let look = 0; look < looksMax; look++) {
      const checkout = await readJson<Checkout>(await fetch(address, { headers }));
      if (!checkout) return "unsupported";
      const coupons = checkout.coupons ?? checkout.cart?.coupons ?? [];
      if (coupons.some((one) => isSame(one.code, code))) return "applied";
      const dead = coupons.find((one) => spent.some((own) => isSame(one.code, own)));
      if (dead) {
        const removal = `${address}/coupons/${encodeURIComponent(dead.code)}`;
        if ((await fetch(removal, { method: "DELETE", headers })).ok) continue;
      }
      if (coupons.length > 0) return "occupied";
      const body = JSON.stringify({ couponCode: code, version: checkout.version });
      const { ok, status } = await fetch(`${address}/coupons`, { method: "POST", headers, body });
      if (ok) return "applied";
      if (status === 409 && conflicts++ === 0) continue;
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

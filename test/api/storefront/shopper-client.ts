import { currentCustomerJwt, type Shop } from "./shop";

/** Calls the storefront API as a browser on the shop's page would. */
export function shopperClient(
  appUrl: string,
  shop: Shop,
  defaults: { address?: string; origin?: string | null } = {},
) {
  const origin = defaults.origin === undefined ? shop.origin : defaults.origin;
  const base: Record<string, string> = { "x-test-address": defaults.address ?? `192.0.2.${++addresses}` };
  if (origin !== null) base.origin = origin;

  const call = (path: string, init: RequestInit & { headers?: Record<string, string> } = {}) =>
    fetch(`${appUrl}${path}`, { ...init, headers: { ...base, ...init.headers } });

  return {
    call,
    openSession: (token: string, store: string = shop.hash) =>
      call("/api/storefront/session", {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ store, token }),
      }),
    /** A bearer for a BigCommerce customer of the shop. */
    async signIn(bcCustomerId: number): Promise<string> {
      const response = await this.openSession(await currentCustomerJwt(shop, bcCustomerId));
      const body = (await response.json()) as { token?: string };
      if (!body.token) throw new Error(`no session: ${response.status} ${JSON.stringify(body)}`);
      return body.token;
    },
    get: (path: string, bearer: string, headers: Record<string, string> = {}) =>
      call(path, { headers: { authorization: `Bearer ${bearer}`, ...headers } }),
  };
}

let addresses = 0;

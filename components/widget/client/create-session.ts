import type { ShopperBearer } from "@/lib/schemas/storefront/session";
import type { WidgetConfig } from "@/lib/schemas/storefront/widget-config";
import type { IdentityToken } from "../loader/sdk";
import { ApiFailure, type Fetch, readAnswer } from "./request";

/** Renewed this long before it ends, so that a call under way never meets an expired one. */
const renewAheadMilliseconds = 60_000;

export type ShopperSession = {
  /** A valid bearer, or null for guests. Throws {@link ApiFailure} when the service refuses. */
  bearer(): Promise<string | null>;
  /** Forgets the bearer, so that the next call asks for a new one. */
  expire(): void;
  /** From now on page code tells who the shopper is; null: nobody. */
  identify(source: IdentityToken | null): void;
};

/**
 * Who the shopper is: the storefront's Current Customer JWT, or what page code said by `identify`, exchanged once for
 * our bearer and again before that ends. A guest is asked about once a page view, since every question of a guest is a
 * 404 in the store's log.
 */
export function createSession(
  config: WidgetConfig,
  fetch: Fetch,
  now: () => number = Date.now,
): ShopperSession {
  let guest = false;
  let identity: IdentityToken | undefined;
  let current: { token: string; renewAt: number } | undefined;
  let exchange: Promise<string | null> | undefined;

  const proof = async () => {
    if (identity === undefined) return { token: await currentCustomerToken(config, fetch) };
    return { identity: typeof identity === "string" ? identity : await identity() };
  };
  const open = async () => {
    const own = identity;
    const claim = await proof();
    if (claim.token === null) {
      guest = true;
      return null;
    }
    const response = await fetch(`${config.api}/api/storefront/session`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ store: config.store, ...claim }),
    });
    const bearer = await readAnswer<ShopperBearer>(response);
    if (own === identity) {
      current = { token: bearer.token, renewAt: Date.parse(bearer.expires_at) - renewAheadMilliseconds };
    }
    return bearer.token;
  };

  return {
    async bearer() {
      if (guest) return null;
      if (current && now() < current.renewAt) return current.token;
      if (exchange) return exchange;
      const round = open().finally(() => {
        if (exchange === round) exchange = undefined;
      });
      exchange = round;
      return round;
    },
    expire() {
      current = undefined;
    },
    identify(source) {
      guest = source === null;
      identity = source ?? undefined;
      current = exchange = undefined;
    },
  };
}

/** Same origin, so the shopper's own log-in answers. Anything that is not a JWT (404, a page, a redirect) is a guest. */
async function currentCustomerToken(config: WidgetConfig, fetch: Fetch): Promise<string | null> {
  const address = `/customer/current.jwt?app_client_id=${encodeURIComponent(config.clientId)}`;
  const response = await fetch(address, { headers: { accept: "application/json" } });
  if (response.status >= 500) throw new ApiFailure(response.status, "unavailable");
  if (!response.ok) return null;
  const token = (await response.text()).replace(/["\s]/g, "");
  return /^[\w-]+\.[\w-]+\.[\w-]+$/.test(token) ? token : null;
}

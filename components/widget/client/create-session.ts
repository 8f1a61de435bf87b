import type { ShopperBearer } from "@/lib/schemas/storefront/session";
import type { WidgetConfig } from "@/lib/schemas/storefront/widget-config";
import { ApiFailure, type Fetch, readAnswer } from "./request";

/** Renewed this long before it ends, so that a call under way never meets an expired one. */
const renewAheadMilliseconds = 60_000;

export type ShopperSession = {
  /** A valid bearer, or null for guests. Throws {@link ApiFailure} when the service refuses. */
  bearer(): Promise<string | null>;
  /** Forgets the bearer, so that the next call asks for a new one. */
  expire(): void;
};

/**
 * Who the shopper is: the storefront's Current Customer JWT, exchanged once for our bearer and again before that ends.
 * A guest is asked about once a page view, since every question of a guest is a 404 in the store's log.
 */
export function createSession(
  config: WidgetConfig,
  fetch: Fetch,
  now: () => number = Date.now,
): ShopperSession {
  let guest = false;
  let current: { token: string; renewAt: number } | undefined;
  let exchange: Promise<string | null> | undefined;

  const open = async () => {
    const token = await currentCustomerToken(config, fetch);
    if (!token) {
      guest = true;
      return null;
    }
    const response = await fetch(`${config.api}/api/storefront/session`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ store: config.store, token }),
    });
    const bearer = await readAnswer<ShopperBearer>(response);
    current = { token: bearer.token, renewAt: Date.parse(bearer.expires_at) - renewAheadMilliseconds };
    return bearer.token;
  };

  return {
    async bearer() {
      if (guest) return null;
      if (current && now() < current.renewAt) return current.token;
      exchange ??= open().finally(() => {
        exchange = undefined;
      });
      return exchange;
    },
    expire() {
      current = undefined;
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

import { type ActiveStore, findActiveStore, isStorefrontOrigin } from "@/lib/db/find-active-store";
import { processWide } from "@/lib/process-wide";
import { TimedCache } from "@/lib/services/timed-cache";

/**
 * The hot path to a store: every webhook and every shopper passes here. A change made by this process is seen at
 * once ({@link forgetActiveStore}), one made by another process within {@link staleMsMax}.
 */
const staleMsMax = 3_000;

const stores = processWide(
  "active-stores",
  () => new TimedCache({ ttlMs: staleMsMax, sizeMax: 20_000 }, (hash: string) => findActiveStore({ hash })),
);
const storesById = processWide(
  "active-stores-by-id",
  () => new TimedCache({ ttlMs: staleMsMax, sizeMax: 20_000 }, (id: bigint) => findActiveStore({ id })),
);
const origins = processWide(
  "storefront-origins",
  () => new TimedCache({ ttlMs: 30_000, sizeMax: 20_000 }, (origin: string) => isStorefrontOrigin(origin)),
);

/** A store that is not uninstalled; null otherwise. A hash that cannot be one is not looked up. */
export async function getActiveStore(hash: string): Promise<ActiveStore | null> {
  return /^[a-z0-9]{1,64}$/.test(hash) ? stores.get(hash) : null;
}

/** As {@link getActiveStore}, when what is remembered may be out of date; asks at most twice a second. */
export function recheckActiveStore(hash: string): Promise<ActiveStore | null> {
  return stores.refresh(hash, 500);
}

export function getActiveStoreById(id: bigint): Promise<ActiveStore | null> {
  return storesById.get(id);
}

/** Whether some active store has a storefront there: what a CORS preflight, which names no store, can be told. */
export async function isKnownOrigin(origin: string): Promise<boolean> {
  return origin.length <= 255 && origins.get(origin);
}

/** To be called after anything the doors look at was changed: install, uninstall, secret, channels. */
export function forgetActiveStore(store: { hash: string; id: bigint }): void {
  stores.forget(store.hash);
  storesById.forget(store.id);
  origins.clear();
}

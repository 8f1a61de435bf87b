import { randomUUID } from "node:crypto";
import type { Channel, StoreSettings, StoreState } from "./types";

export type StoreInput = {
  hash: string;
  name?: string;
  channels?: { id: number; name: string }[];
  settings?: Partial<StoreSettings>;
  /** Further transactional currencies; `rate` is units of it for one of the store's own. */
  currencies?: { code: string; rate: string; decimals?: number }[];
};

const defaultSettings: StoreSettings = {
  name: "Fern & Kettle",
  currency: "USD",
  decimalPlaces: 2,
  timezone: "America/Chicago",
  planName: "Standard",
  taxPercent: 8,
  pricesIncludeTax: false,
  shippingFlat: "5.00",
  shippingFreeOver: "60.00",
  checkoutStatusId: 10,
  autoCompleteSeconds: null,
  couponsAtCheckout: 1,
  multiStorefront: true,
};

/** An empty store. `storeId` is numeric and unlike the hash, as at BigCommerce. */
export function createStore(input: StoreInput): StoreState {
  const settings = { ...defaultSettings, ...(input.name ? { name: input.name } : {}), ...input.settings };
  const channels: Channel[] = (input.channels ?? [{ id: 1, name: settings.name }]).map((channel) => ({
    ...channel,
    platform: "bigcommerce",
    status: "active",
    currencies: [settings.currency, ...(input.currencies ?? []).map(({ code }) => code)],
  }));
  return {
    hash: input.hash,
    storeId: 1_000_000 + [...input.hash].reduce((sum, char) => (sum * 31 + char.charCodeAt(0)) % 900_000, 7),
    accountUuid: randomUUID(),
    owner: { id: 7001, email: `owner@${input.hash}.example.com` },
    staff: [{ id: 7002, email: `staff@${input.hash}.example.com` }],
    installed: false,
    settings,
    channels,
    currencies: [
      { code: settings.currency, rate: "1.0000000000", decimals: settings.decimalPlaces },
      ...(input.currencies ?? []),
    ].map(({ code, rate, decimals = 2 }, index) => ({
      id: index + 1,
      code,
      name: code,
      rate,
      decimals,
      token: code === "USD" ? "$" : code,
    })),
    categories: new Map(),
    counters: { order: 100 },
    products: new Map(),
    reviews: new Map(),
    customers: new Map(),
    groups: new Map(),
    subscribers: new Map(),
    orders: new Map(),
    refunds: new Map(),
    promotions: new Map(),
    codes: new Map(),
    coupons: new Map(),
    hooks: new Map(),
    scripts: new Map(),
    carts: new Map(),
    sessions: new Map(),
    tokens: [],
    authCodes: [],
  };
}

/** The next id of one kind in one store: ids start at 1 per store, so tenants collide on purpose. */
export function nextId(store: StoreState, kind: string): number {
  const id = (store.counters[kind] ?? 0) + 1;
  store.counters[kind] = id;
  return id;
}

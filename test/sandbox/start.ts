import { AdminHandle } from "./admin/admin-handle";
import { StoreHandle } from "./admin/store-handle";
import { Faults } from "./http/faults";
import { type Listener, listen } from "./http/listener";
import { type RateLimit, RateLimiter } from "./http/rate-limit";
import { RequestLog } from "./http/request-log";
import { serveMain } from "./http/serve-main";
import { seedStore } from "./seed/seed-store";
import { serveShop } from "./shop/serve-shop";
import { createStore, type StoreInput } from "./state/create-store";
import { loadStores, StateFile } from "./state/persist";
import { seededRandom } from "./state/random";
import type { StoreState } from "./state/types";
import type { AppRegistration, World } from "./state/world";
import { WebhookEngine } from "./webhooks/engine";
import type { WebhookSettings } from "./webhooks/settings";

export type SandboxOptions = {
  app?: Partial<AppRegistration>;
  stores?: StoreInput[];
  seed?: "demo" | "catalogue" | "empty";
  port?: number;
  /** Port of the first storefront; further ones take free ports. */
  storefrontPort?: number;
  /** JSON file that outlives the process. */
  stateFile?: string;
  webhooks?: Partial<WebhookSettings>;
  rateLimit?: RateLimit;
  randomSeed?: number;
  /** Calls kept in the request log. */
  logCalls?: number;
};

export type Sandbox = {
  /** REST API, token endpoint and admin API: `http://127.0.0.1:<port>`. */
  url: string;
  origins: { panel: string; storefronts: Record<string, string> };
  app: AppRegistration;
  admin: AdminHandle;
  store: (hash?: string) => StoreHandle;
  addStore: (input: StoreInput & { seed?: SandboxOptions["seed"] }) => Promise<StoreHandle>;
  stop: () => Promise<void>;
};

/** Starts a simulated BigCommerce on loopback. See README.md for what it can do. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  let offsetMs = 0;
  const now = () => Date.now() + offsetMs;
  const random = seededRandom(options.randomSeed ?? 1);
  const app: AppRegistration = {
    clientId: options.app?.clientId ?? "sandbox-client-id",
    clientSecret: options.app?.clientSecret ?? "sandbox-client-secret-0123456789abcdef",
    url: (options.app?.url ?? "http://127.0.0.1:3000").replace(/\/+$/, ""),
  };
  const stores = (options.stateFile && loadStores(options.stateFile)) || new Map<string, StoreState>();
  const file = options.stateFile ? new StateFile(options.stateFile, stores) : null;
  const changed = () => file?.touch();
  const world: World = {
    app,
    stores,
    origins: { api: "", panel: "", storefronts: new Map() },
    now,
    random,
    faults: new Faults(),
    limiter: new RateLimiter(options.rateLimit ?? "off"),
    log: new RequestLog(options.logCalls ?? 5000),
    webhooks: new WebhookEngine(() => app.clientSecret, { now, random }, changed, options.webhooks),
    timers: new Set(),
    changed,
  };

  const listeners: Listener[] = [];
  const openStorefronts = async (store: StoreState, firstPort: number) => {
    for (const [index, channel] of store.channels.entries()) {
      const listener = await listen(index === 0 ? firstPort : 0, (request, response) =>
        serveShop(world, store, channel, request, response),
      );
      listeners.push(listener);
      world.origins.storefronts.set(`${store.hash}:${channel.id}`, `http://localhost:${listener.port}`);
    }
  };
  const addStore: Sandbox["addStore"] = async ({ seed, ...input }) => {
    if (stores.has(input.hash)) throw new Error(`Store ${input.hash} exists`);
    const store = createStore(input);
    stores.set(store.hash, store);
    seedStore(world, store, seed ?? "empty");
    await openStorefronts(store, 0);
    changed();
    return new StoreHandle(world, store);
  };
  const storeHandle = (hash?: string) => {
    const state = hash === undefined ? [...stores.values()][0] : stores.get(hash);
    if (!state) throw new Error(`No store ${hash ?? ""}`);
    return new StoreHandle(world, state);
  };
  const admin = new AdminHandle(world, { advance: (ms) => (offsetMs += ms) });

  const main = await listen(options.port ?? 0, (request, response) =>
    serveMain({ world, admin, addStore, storeHandle }, request, response),
  );
  listeners.push(main);
  world.origins.api = `http://127.0.0.1:${main.port}`;
  world.origins.panel = `http://localhost:${main.port}`;

  const seed = options.seed ?? (options.stores ? "empty" : "demo");
  for (const input of stores.size > 0 ? [] : (options.stores ?? [{ hash: "demo123" }])) {
    const store = createStore(input);
    stores.set(store.hash, store);
    seedStore(world, store, seed);
  }
  let port = options.storefrontPort ?? 0;
  for (const store of stores.values()) {
    await openStorefronts(store, port);
    port = 0;
  }
  changed();

  return {
    url: world.origins.api,
    origins: { panel: world.origins.panel, storefronts: Object.fromEntries(world.origins.storefronts) },
    app,
    admin,
    store: storeHandle,
    addStore,
    stop: async () => {
      world.webhooks.stop();
      for (const timer of world.timers) clearTimeout(timer);
      await Promise.all(listeners.map((listener) => listener.close()));
      file?.save();
    },
  };
}

import type { Faults } from "../http/faults";
import type { RateLimiter } from "../http/rate-limit";
import type { RequestLog } from "../http/request-log";
import type { WebhookEngine } from "../webhooks/engine";
import type { StoreState } from "./types";

/** The app as registered in the developer portal: one client id and secret, four callbacks under `url`. */
export type AppRegistration = { clientId: string; clientSecret: string; url: string };

/** Everything the sandbox's parts share. One per process start. */
export type World = {
  app: AppRegistration;
  stores: Map<string, StoreState>;
  origins: { api: string; panel: string; storefronts: Map<string, string> };
  now: () => number;
  /** Seeded, so that shuffles and drops repeat. */
  random: () => number;
  faults: Faults;
  limiter: RateLimiter;
  log: RequestLog;
  webhooks: WebhookEngine;
  /** Timers of delayed state changes (auto-complete), cleared at stop. */
  timers: Set<NodeJS.Timeout>;
  /** Called after each change; saves the state file when there is one. */
  changed: () => void;
};

export function storeOf(world: World, hash: string): StoreState | undefined {
  return world.stores.get(hash);
}

export function storefrontOrigin(world: World, store: StoreState, channelId: number): string {
  return world.origins.storefronts.get(`${store.hash}:${channelId}`) ?? `${world.origins.api}/shop`;
}

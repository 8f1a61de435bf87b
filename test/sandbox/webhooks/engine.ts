import { randomUUID } from "node:crypto";
import http from "node:http";
import type { Hook, StoreState } from "../state/types";
import { Blocklist } from "./blocklist";
import { postEvent } from "./post-event";
import { retryDelaysSeconds } from "./retry-table";
import { defaultWebhookSettings, type WebhookSettings } from "./settings";
import { payloadHash, signEvent } from "./sign";

/** One event on its way to one hook. */
export type WebhookEvent = {
  id: string;
  storeHash: string;
  hook: Hook;
  scope: string;
  body: string;
  stampSeconds: number;
  attempt: number;
};
export type Delivery = {
  eventId: string;
  store: string;
  hookId: number;
  scope: string;
  body: string;
  attempt: number;
  outcome: "delivered" | "failed" | "dropped" | "blocked" | "deactivated";
  status: number | null;
  error: string | null;
  at: number;
};

type Clock = { now: () => number; random: () => number };
const deliveriesKept = 20_000;

/** Sends events to hooks the way BigCommerce does, and as badly as a test asks for. */
export class WebhookEngine {
  settings: WebhookSettings;
  readonly blocklist = new Blocklist();
  private readonly ready: WebhookEvent[] = [];
  private readonly timers = new Set<NodeJS.Timeout>();
  private readonly known = new Map<string, WebhookEvent>();
  private readonly agent = new http.Agent({ keepAlive: true, maxSockets: 64 });
  private deliveryLog: Delivery[] = [];
  private inFlight = 0;
  private stopped = false;
  private idleWaiters: (() => void)[] = [];

  constructor(
    private readonly clientSecret: () => string,
    private readonly clock: Clock,
    private readonly onHookChanged: () => void,
    settings: Partial<WebhookSettings> = {},
  ) {
    this.settings = { ...defaultWebhookSettings, ...settings };
  }

  configure(settings: Partial<WebhookSettings>): WebhookSettings {
    this.settings = { ...this.settings, ...settings };
    this.pump();
    return this.settings;
  }

  publish(store: StoreState, scope: string, data: Record<string, unknown>): void {
    const body = JSON.stringify({
      scope,
      store_id: String(store.storeId),
      data,
      hash: payloadHash(data),
      created_at: Math.floor(this.clock.now() / 1000),
      producer: `stores/${store.hash}`,
    });
    for (const hook of store.hooks.values()) {
      if (!hook.active || !scopeMatches(hook.scope, scope)) continue;
      const event: WebhookEvent = {
        id: `msg_${randomUUID()}`,
        storeHash: store.hash,
        hook,
        scope,
        body,
        stampSeconds: 0,
        attempt: 0,
      };
      this.remember(event);
      this.dispatch(event);
    }
  }

  /** The same event again, with the same `webhook-id`. */
  redeliver(eventId: string): void {
    const event = this.known.get(eventId);
    if (!event) throw new Error(`No event ${eventId}`);
    this.enqueue({ ...event, attempt: 0 }, 0);
  }

  deliveries(): Delivery[] {
    return [...this.deliveryLog];
  }

  clearDeliveries(): void {
    this.deliveryLog = [];
  }

  pending(): number {
    return this.ready.length + this.timers.size + this.inFlight;
  }

  /** Resolves when nothing is queued, waiting for a retry or in flight; rejects after `timeoutMs`. */
  idle(timeoutMs = 30_000): Promise<void> {
    if (this.pending() === 0) return Promise.resolve();
    return new Promise((resolve, reject) => {
      const timer = setTimeout(
        () => reject(new Error(`${this.pending()} webhooks still pending`)),
        timeoutMs,
      );
      this.idleWaiters.push(() => {
        clearTimeout(timer);
        resolve();
      });
    });
  }

  stop(): void {
    this.stopped = true;
    for (const timer of this.timers) clearTimeout(timer);
    this.timers.clear();
    this.ready.length = 0;
    this.agent.destroy();
    this.settleIdle();
  }

  private remember(event: WebhookEvent): void {
    const oldest = this.known.size >= deliveriesKept ? this.known.keys().next().value : undefined;
    if (oldest !== undefined) this.known.delete(oldest);
    this.known.set(event.id, event);
  }

  private dispatch(event: WebhookEvent): void {
    const { dropRate, duplicateRate, delayMs, shuffleMs } = this.settings;
    const random = this.clock.random;
    if (dropRate > 0 && random() < dropRate) {
      this.note(event, "dropped", null, null);
      return;
    }
    const wait = () => delayMs + (shuffleMs > 0 ? random() * shuffleMs : 0);
    this.enqueue(event, wait());
    if (duplicateRate > 0 && random() < duplicateRate) this.enqueue({ ...event }, wait());
  }

  private enqueue(event: WebhookEvent, waitMs: number): void {
    if (this.stopped) return;
    if (waitMs <= 0) {
      this.ready.push(event);
      this.pump();
      return;
    }
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      this.ready.push(event);
      this.pump();
    }, waitMs);
    this.timers.add(timer);
  }

  private pump(): void {
    while (!this.settings.paused && this.inFlight < this.settings.concurrency) {
      const event = this.ready.shift();
      if (!event) break;
      this.inFlight += 1;
      void this.attempt(event).finally(() => {
        this.inFlight -= 1;
        this.pump();
        this.settleIdle();
      });
    }
    this.settleIdle();
  }

  private async attempt(event: WebhookEvent): Promise<void> {
    const { hook } = event;
    if (!hook.active) return;
    event.attempt += 1;
    const nowSeconds = Math.floor(this.clock.now() / 1000);
    if (event.stampSeconds === 0 || this.settings.restampRetries) event.stampSeconds = nowSeconds;
    if (this.settings.blocklist && this.blocklist.isBlocked(hook.destination, Date.now())) {
      this.note(event, "blocked", null, null);
      this.retry(event);
      return;
    }
    const signature = this.settings.sign
      ? signEvent(this.clientSecret(), event.id, event.stampSeconds, event.body)
      : {};
    const result = await postEvent(hook.destination, { ...hook.headers, ...signature }, event.body, {
      agent: this.agent,
      timeoutMs: this.settings.timeoutMs,
    });
    if (this.stopped) return;
    const ok = result.status !== null && result.status >= 200 && result.status < 300;
    this.blocklist.record(hook.destination, ok, Date.now(), this.settings.timeScale);
    this.note(event, ok ? "delivered" : "failed", result.status, result.error);
    if (!ok) this.retry(event);
  }

  private retry(event: WebhookEvent): void {
    const delay = retryDelaysSeconds[event.attempt - 1];
    if (delay !== undefined) {
      this.enqueue(event, Math.max(1, delay * 1000 * this.settings.timeScale));
      return;
    }
    event.hook.active = false;
    event.hook.deactivated = true;
    event.hook.updatedAt = this.clock.now();
    this.note(event, "deactivated", null, null);
    this.onHookChanged();
  }

  private note(
    event: WebhookEvent,
    outcome: Delivery["outcome"],
    status: number | null,
    error: string | null,
  ): void {
    if (this.deliveryLog.length >= deliveriesKept) this.deliveryLog.splice(0, deliveriesKept / 2);
    this.deliveryLog.push({
      eventId: event.id,
      store: event.storeHash,
      hookId: event.hook.id,
      scope: event.scope,
      body: event.body,
      attempt: event.attempt,
      outcome,
      status,
      error,
      at: this.clock.now(),
    });
  }

  private settleIdle(): void {
    if (this.pending() > 0) return;
    const waiters = this.idleWaiters;
    this.idleWaiters = [];
    for (const waiter of waiters) waiter();
  }
}

/** Hooks may name one event or all of a resource: `store/order/*`. */
function scopeMatches(hookScope: string, scope: string): boolean {
  return hookScope === scope || (hookScope.endsWith("/*") && scope.startsWith(hookScope.slice(0, -1)));
}

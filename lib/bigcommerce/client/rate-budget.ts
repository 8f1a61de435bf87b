import { processWide } from "@/lib/process-wide";
import { BigCommerceError } from "./errors";
import { QuotaWindow } from "./quota-window";
import type { RateHeaders } from "./rate-headers";
import type { Priority } from "./retry-policy";
import type { Runtime } from "./runtime";

/** Until the first answer tells the store's real quota, only a few calls probe it at once. */
const probesMax = 3;
/** Slow background calls must not take every place either. */
const inFlightMax = { interactive: 10, background: 8 } as const satisfies Record<Priority, number>;
const reserveShare = 0.1;

type Waiter = { priority: Priority; start: () => void };
type Patience = { deadlineMs: number; signal?: AbortSignal };

/** Handed out by {@link RateBudget.acquire}; `done` must be called exactly once when the call ended. */
export type Permit = { done(answer: { status: number | null; rate: RateHeaders | null }): void };

/**
 * Keeps all callers of one store in this process inside the quota BigCommerce announces, which is the store's
 * and shared with other apps. Errs towards waiting, never towards a 429.
 *
 * The last tenth is kept for interactive calls, which also go first: a shopper does not wait for a back-fill.
 */
export class RateBudget {
  readonly #runtime: Runtime;
  readonly #operation: string;
  readonly #waiters: Waiter[] = [];
  readonly #window = new QuotaWindow();
  #inFlight = 0;
  #blockedUntilMs = 0;
  #wakeAtMs: number | null = null;

  constructor(runtime: Runtime, storeHash: string) {
    this.#runtime = runtime;
    this.#operation = `budget of ${storeHash}`;
  }

  /**
   * Waits for its turn. Rejects with `rate_limited` at once when the store is known to be closed longer than
   * `deadlineMs` (a reading of the runtime's clock), and with the signal's reason on abort.
   */
  async acquire(priority: Priority, options: Patience): Promise<Permit> {
    options.signal?.throwIfAborted();
    if (this.#blockedUntilMs > options.deadlineMs) throw this.#refusal();
    const now = this.#runtime.nowMs();
    if (this.#hasRoom(priority, now) && !this.#isBehindOthers(priority)) return this.#grant();
    return this.#wait(priority, options);
  }

  #wait(priority: Priority, { deadlineMs, signal }: Patience): Promise<Permit> {
    return new Promise<Permit>((resolve, reject) => {
      const deadline = new AbortController();
      const leave = () => {
        deadline.abort();
        signal?.removeEventListener("abort", onAbort);
        const index = this.#waiters.indexOf(waiter);
        if (index >= 0) this.#waiters.splice(index, 1);
      };
      const onAbort = () => {
        leave();
        reject(signal?.reason);
      };
      const waiter: Waiter = {
        priority,
        start: () => {
          leave();
          resolve(this.#grant());
        },
      };
      this.#waiters.push(waiter);
      signal?.addEventListener("abort", onAbort, { once: true });
      this.#runtime.sleep(Math.max(0, deadlineMs - this.#runtime.nowMs()), deadline.signal).then(
        () => {
          leave();
          reject(this.#refusal());
        },
        () => undefined,
      );
      this.#pump();
    });
  }

  /** What a metrics page shows. */
  snapshot(): {
    quota: number | null;
    left: number | null;
    inFlight: number;
    waiting: number;
    blockedMs: number;
  } {
    return {
      quota: this.#window.quota,
      left: this.#left(this.#runtime.nowMs()),
      inFlight: this.#inFlight,
      waiting: this.#waiters.length,
      blockedMs: Math.max(0, this.#blockedUntilMs - this.#runtime.nowMs()),
    };
  }

  #grant(): Permit {
    const sentAtMs = this.#runtime.nowMs();
    this.#inFlight += 1;
    let isDone = false;
    return {
      done: ({ status, rate }) => {
        if (isDone) return;
        isDone = true;
        this.#inFlight -= 1;
        this.#learn(status, rate, sentAtMs);
        this.#pump();
      },
    };
  }

  #learn(status: number | null, rate: RateHeaders | null, sentAtMs: number): void {
    const nowMs = this.#runtime.nowMs();
    if (status !== 429) {
      this.#window.learn(rate, { sentAtMs, nowMs });
      return;
    }
    // Everybody of this store waits: BigCommerce treats one 429 after another as abuse.
    const waitMs = rate?.retryAfterMs ?? this.#window.windowMs * (1 + this.#runtime.random() * 0.1);
    this.#blockedUntilMs = Math.max(this.#blockedUntilMs, nowMs + waitMs);
    this.#window.close(rate, this.#blockedUntilMs);
  }

  /** What may be sent now: requests in flight may not be in any answer yet. `null` before the first answer. */
  #left(nowMs: number): number | null {
    const left = this.#window.left(nowMs);
    return left === null ? null : left - this.#inFlight;
  }

  #hasRoom(priority: Priority, now: number): boolean {
    if (now < this.#blockedUntilMs) return false;
    if (this.#inFlight >= inFlightMax[priority]) return false;
    const left = this.#left(now);
    if (left === null) return this.#inFlight < probesMax;
    const reserve = priority === "interactive" ? 0 : Math.floor((this.#window.quota ?? 0) * reserveShare);
    return left > reserve;
  }

  #isBehindOthers(priority: Priority): boolean {
    return this.#waiters.some((waiter) => priority === "background" || waiter.priority === "interactive");
  }

  /** Reads the clock once: were it read again for the timer, a window ending in between would wake nobody. */
  #pump(): void {
    const now = this.#runtime.nowMs();
    for (const priority of ["interactive", "background"] as const) {
      while (this.#hasRoom(priority, now)) {
        const next = this.#waiters.find((waiter) => waiter.priority === priority);
        if (!next) break;
        next.start();
      }
    }
    if (this.#waiters.length > 0) this.#wakeLater(now);
  }

  /** Answers pump by themselves; a timer is needed only for what time alone changes. */
  #wakeLater(now: number): void {
    const next = Math.max(this.#blockedUntilMs, this.#window.endsByMs);
    const wakeAtMs = next > now ? next : null;
    if (wakeAtMs === null || (this.#wakeAtMs !== null && this.#wakeAtMs <= wakeAtMs)) return;
    this.#wakeAtMs = wakeAtMs;
    this.#runtime.sleep(wakeAtMs - now + 1).then(
      () => {
        if (this.#wakeAtMs === wakeAtMs) this.#wakeAtMs = null;
        this.#pump();
      },
      () => undefined,
    );
  }

  #refusal(): BigCommerceError {
    return new BigCommerceError({
      kind: "rate_limited",
      status: null,
      operation: this.#operation,
      summary: "the store's request quota is used up for longer than this call can wait",
      retryAfterMs: Math.max(this.#blockedUntilMs, this.#window.endsByMs) - this.#runtime.nowMs(),
    });
  }
}

/**
 * The store's one budget in this process, shared across Next.js' separately bundled copies of this module: each copy
 * would otherwise spend the whole quota.
 */
export function budgetOf(storeHash: string, runtime: Runtime): RateBudget {
  const budgets = processWide("bigcommerce.budgets", () => new Map<string, RateBudget>());
  const known = budgets.get(storeHash);
  if (known) return known;
  const created = new RateBudget(runtime, storeHash);
  budgets.set(storeHash, created);
  return created;
}

import type { Fault } from "../http/faults";
import type { RateLimit } from "../http/rate-limit";
import type { CallFilter, LoggedCall } from "../http/request-log";
import type { World } from "../state/world";
import type { WebhookEngine } from "../webhooks/engine";

/** The sandbox itself, across stores: faults, webhooks, the log of calls, the clock. */
export class AdminHandle {
  constructor(
    private readonly world: World,
    private readonly clock: { advance: (ms: number) => void },
  ) {}

  get webhooks(): WebhookEngine {
    return this.world.webhooks;
  }
  addFault(fault: Fault): void {
    this.world.faults.add(fault);
  }
  clearFaults(): void {
    this.world.faults.clear();
  }
  requests(filter: CallFilter = {}): LoggedCall[] {
    return this.world.log.list(filter);
  }
  countCalls(filter: CallFilter = {}): number {
    return this.world.log.list(filter).length;
  }
  clearRequests(): void {
    this.world.log.clear();
  }
  setRateLimit(limit: RateLimit): void {
    this.world.limiter.limit = limit;
    this.world.limiter.reset();
  }
  /** Moves the sandbox's clock forward; timers do not jump. */
  advance(ms: number): void {
    this.clock.advance(ms);
  }
  /** Where the app is, once it is known (tests start the sandbox first). */
  setAppUrl(url: string): void {
    this.world.app.url = url.replace(/\/+$/, "");
  }
}

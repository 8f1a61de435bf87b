import type { RateHeaders } from "./rate-headers";

const windowMsDefault = 30_000;
/** Reset times are whole milliseconds, rounded either way: two answers of one window may differ by this much. */
const roundingMs = 2;

/** When a call was sent and when its answer came, on the budget's clock. */
type Answered = { sentAtMs: number; nowMs: number };

/**
 * What is known about a store's present quota window, from the headers of answers that arrive late and out of order.
 * Errs towards waiting: what may be left is the smallest "requests left" any answer of this window told, and the
 * window is over when it is over even by the latest reading.
 *
 * `X-Rate-Limit-Time-Reset-Ms` was true somewhere between sending and receiving, so an answer says that its window ends
 * between `sentAt + reset` and `now + reset`. Whether windows follow a grid or begin with the first call after the
 * last one is not documented; after a window's end the next one's is therefore unknown until an answer tells it.
 */
export class QuotaWindow {
  quota: number | null = null;
  windowMs = windowMsDefault;
  /** Smallest reading; `null` before the first answer. */
  #left: number | null = null;
  /** The window ends at this time or before. */
  #endsByMs = 0;
  /** No answer of the present window has come yet: its end is only a guess, late enough to be harmless. */
  #isGuess = false;
  #lastEndedByMs = Number.NEGATIVE_INFINITY;

  /** Requests the store may have left, without those in flight; `null` when nothing is known yet. */
  left(nowMs: number): number | null {
    if (this.#left !== null && nowMs >= this.#endsByMs) {
      if (!this.#isGuess) this.#lastEndedByMs = this.#endsByMs;
      this.#left = this.quota;
      this.#endsByMs = nowMs + 2 * this.windowMs;
      this.#isGuess = true;
    }
    return this.#left;
  }

  /** When waiting alone could bring more requests; meaningful after `left` said there are too few. */
  get endsByMs(): number {
    return this.#left === null ? 0 : this.#endsByMs;
  }

  /** Learns from an answer that was not refused; `rate` is `null` when none came. */
  learn(rate: RateHeaders | null, { sentAtMs, nowMs }: Answered): void {
    this.#learnSizes(rate);
    const left = rate?.requestsLeft ?? null;
    const resetMs = rate?.resetMs ?? null;
    if (left === null || resetMs === null) {
      // A failure without headers was counted by BigCommerce all the same.
      if (this.#left !== null) this.#left -= 1;
      return;
    }
    const [earliestEndMs, latestEndMs] = [sentAtMs + resetMs, nowMs + resetMs];
    // A straggler of the window before says nothing about this one.
    if (earliestEndMs <= this.#lastEndedByMs + roundingMs) return;
    const isNewer = this.#left === null || (!this.#isGuess && earliestEndMs > this.#endsByMs + roundingMs);
    if (isNewer && this.#left !== null) this.#lastEndedByMs = this.#endsByMs;
    this.#left = isNewer ? left : Math.min(this.#left ?? left, left);
    this.#endsByMs = isNewer || this.#isGuess ? latestEndMs : Math.min(this.#endsByMs, latestEndMs);
    this.#isGuess = false;
  }

  /** A 429: nothing is left before `untilMs`. */
  close(rate: RateHeaders | null, untilMs: number): void {
    this.#learnSizes(rate);
    this.#left = 0;
    this.#endsByMs = untilMs;
    this.#isGuess = false;
  }

  #learnSizes(rate: RateHeaders | null): void {
    if (rate?.windowMs) this.windowMs = rate.windowMs;
    if (rate?.requestsQuota) this.quota = rate.requestsQuota;
  }
}

import { type BalanceMark, readBalanceMarks } from "@/lib/db/storefront/read-balance-marks";
import { AppError } from "@/lib/errors";
import { logger } from "@/lib/logger";
import type { BalanceEvent } from "@/lib/schemas/storefront/events";

export type BalanceWatcher = {
  storeId: bigint;
  customerId: bigint;
  /** How the balance stands: once at the first look, then after every change of it. */
  onBalance(points: BalanceEvent): void;
  /** The customer or the store's installation is gone: nothing more will come. */
  onGone(): void;
};

export type WatchOptions = {
  /** From one look at the database to the next, while somebody watches. */
  lookMs: number;
  /** Watchers at once, in this process: in all, of one store, of one customer. */
  most: { process: number; store: number; customer: number };
};

export const watchDefaults: WatchOptions = { lookMs: 500, most: { process: 4000, store: 500, customer: 5 } };

/** Looking takes at most a twentieth of the time, however many watch and however slow the database is. */
const restPerLook = 20;
const retryAfterSeconds = 30;

type Watched = { storeId: bigint; customerId: bigint; watchers: Set<BalanceWatcher>; mark: string | null };

/**
 * Tells who watches when a balance has moved. One look at the database serves everybody in this process: what a look
 * costs grows with who watches here, not with what is posted, and posting does not know of it. A look compares row
 * versions, so nothing that was committed is missed and many changes between two looks are told once.
 */
export class BalanceWatch {
  readonly #customers = new Map<string, Watched>();
  readonly #perStore = new Map<bigint, number>();
  #count = 0;
  #timer: NodeJS.Timeout | undefined;
  #looking = false;

  constructor(private readonly options: WatchOptions = watchDefaults) {}

  /**
   * Begins to watch; returns the function that ends it. Throws `AppError("rate_limited")` when too many watch already.
   */
  add(watcher: BalanceWatcher): () => void {
    const { storeId, customerId } = watcher;
    const key = `${storeId}/${customerId}`;
    const { most } = this.options;
    const known = this.#customers.get(key);
    const ofStore = this.#perStore.get(storeId) ?? 0;
    const isFull =
      this.#count >= most.process || ofStore >= most.store || (known?.watchers.size ?? 0) >= most.customer;
    if (isFull) throw new AppError("rate_limited", "Too many open streams.", { retryAfterSeconds });
    const watched = known ?? { storeId, customerId, watchers: new Set(), mark: null };
    watched.watchers.add(watcher);
    // A newcomer has to hear how it stands; to hear it twice does no harm to the others.
    watched.mark = null;
    this.#customers.set(key, watched);
    this.#perStore.set(storeId, ofStore + 1);
    this.#count += 1;
    this.#schedule(0);
    return () => this.#remove(key, watched, watcher);
  }

  /** How many watch now. */
  get size(): number {
    return this.#count;
  }

  #remove(key: string, watched: Watched, watcher: BalanceWatcher): void {
    if (!watched.watchers.delete(watcher)) return;
    if (watched.watchers.size === 0) this.#customers.delete(key);
    const ofStore = (this.#perStore.get(watched.storeId) ?? 1) - 1;
    if (ofStore > 0) this.#perStore.set(watched.storeId, ofStore);
    else this.#perStore.delete(watched.storeId);
    this.#count -= 1;
  }

  #schedule(delayMs: number): void {
    if (this.#timer || this.#looking) return;
    this.#timer = setTimeout(() => void this.#look(), delayMs);
  }

  async #look(): Promise<void> {
    this.#timer = undefined;
    if (this.#customers.size === 0) return;
    this.#looking = true;
    const startedAt = performance.now();
    try {
      const asked = [...this.#customers];
      const marks = await readBalanceMarks(asked.map(([, watched]) => watched));
      this.#tell(asked, marks);
    } catch (error) {
      logger.warn({ err: error }, "balances could not be looked at for open streams");
    }
    this.#looking = false;
    this.#schedule(Math.max(this.options.lookMs, (performance.now() - startedAt) * restPerLook));
  }

  #tell(asked: [string, Watched][], marks: BalanceMark[]): void {
    const found = new Map(marks.map((row) => [`${row.store_id}/${row.customer_id}`, row]));
    for (const [key, watched] of asked) {
      const row = found.get(key);
      if (row?.mark === watched.mark) continue;
      const watchers = [...watched.watchers];
      if (!row) {
        for (const watcher of watchers) watcher.onGone();
        continue;
      }
      watched.mark = row.mark;
      const points = {
        points_balance: row.available,
        points_pending: row.pending,
        points_debt: Math.abs(row.debt),
      };
      for (const watcher of watchers) watcher.onBalance(points);
    }
  }
}

/**
 * Remembers answers for a short time; two callers who ask at once share one question. Bounded: when full, the entry
 * added first goes. A failed question is not remembered.
 */
export class TimedCache<K, V> {
  readonly #entries = new Map<K, { value: Promise<V>; until: number }>();

  constructor(
    private readonly options: { ttlMs: number; sizeMax: number },
    private readonly load: (key: K) => Promise<V>,
  ) {}

  get(key: K): Promise<V> {
    const known = this.#entries.get(key);
    const now = Date.now();
    if (known && known.until > now) return known.value;
    const value = this.load(key);
    this.#entries.delete(key);
    this.#entries.set(key, { value, until: now + this.options.ttlMs });
    value.catch(() => this.#forgetIfSame(key, value));
    if (this.#entries.size > this.options.sizeMax) this.#dropOldest();
    return value;
  }

  /** Asks again unless the answer is younger than `ageMsMin`: for a caller who has reason to doubt it. */
  refresh(key: K, ageMsMin: number): Promise<V> {
    const known = this.#entries.get(key);
    if (known && known.until - this.options.ttlMs + ageMsMin <= Date.now()) this.forget(key);
    return this.get(key);
  }

  forget(key: K): void {
    this.#entries.delete(key);
  }

  clear(): void {
    this.#entries.clear();
  }

  #forgetIfSame(key: K, value: Promise<V>): void {
    if (this.#entries.get(key)?.value === value) this.#entries.delete(key);
  }

  #dropOldest(): void {
    const oldest = this.#entries.keys().next();
    if (!oldest.done) this.#entries.delete(oldest.value);
  }
}

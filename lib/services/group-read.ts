/**
 * Collects what concurrent callers want read and reads it in one statement. Who comes first is served at once; those
 * who come while all reads allowed are under way form the next group, so nobody is answered from before they asked.
 * A failed read fails for its whole group.
 */
export class GroupRead<K, V> {
  #waiting: { key: K; done: (value: V) => void; failed: (reason: unknown) => void }[] = [];
  #reads = 0;
  #scheduled = false;

  constructor(
    private readonly options: { groupSizeMax: number; readsMax: number },
    /** Answers for each key, in the order given. */
    private readonly read: (keys: K[]) => Promise<V[]>,
  ) {}

  get(key: K): Promise<V> {
    return new Promise((done, failed) => {
      this.#waiting.push({ key, done, failed });
      this.#schedule();
    });
  }

  /** Lets the requests that arrived in the same turn of the event loop join the group. */
  #schedule(): void {
    if (this.#scheduled || this.#reads >= this.options.readsMax) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      void this.#readNext();
    });
  }

  async #readNext(): Promise<void> {
    const group = this.#waiting.splice(0, this.options.groupSizeMax);
    if (group.length === 0) return;
    this.#reads += 1;
    if (this.#waiting.length > 0) this.#schedule();
    try {
      const values = await this.read(group.map(({ key }) => key));
      if (values.length !== group.length) throw new Error("a group read must answer for each of its keys");
      group.forEach(({ done }, place) => {
        done(values[place] as V);
      });
    } catch (reason) {
      for (const { failed } of group) failed(reason);
    } finally {
      this.#reads -= 1;
      if (this.#waiting.length > 0) this.#schedule();
    }
  }
}

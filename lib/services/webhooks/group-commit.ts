/**
 * Collects what concurrent callers want written and writes it together: one statement and one commit for many
 * requests. The first caller is served at once; those who come while a write is under way form the next group. A
 * caller's promise settles when its own item is committed.
 *
 * When a group fails because of what is in it, its items are written one by one, so that a bad item fails alone. Any
 * other failure (no database) would meet each of them again: all fail at once, and whoever waits is told soon.
 */
export class GroupCommit<T> {
  #waiting: { item: T; done: () => void; failed: (reason: unknown) => void }[] = [];
  #writes = 0;
  #scheduled = false;

  constructor(
    private readonly options: {
      groupSizeMax: number;
      writesMax: number;
      /** Whether an item is to blame for the failure. */
      isItemsFault: (reason: unknown) => boolean;
    },
    private readonly write: (items: T[]) => Promise<void>,
  ) {}

  add(item: T): Promise<void> {
    return new Promise((done, failed) => {
      this.#waiting.push({ item, done, failed });
      this.#schedule();
    });
  }

  /** Lets the requests that arrived in the same turn of the event loop join the group. */
  #schedule(): void {
    if (this.#scheduled || this.#writes >= this.options.writesMax) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      void this.#writeNext();
    });
  }

  async #writeNext(): Promise<void> {
    const group = this.#waiting.splice(0, this.options.groupSizeMax);
    if (group.length === 0) return;
    this.#writes += 1;
    try {
      await this.write(group.map(({ item }) => item));
      for (const { done } of group) done();
    } catch (reason) {
      if (group.length > 1 && this.options.isItemsFault(reason)) await this.#writeOneByOne(group);
      else for (const { failed } of group) failed(reason);
    } finally {
      this.#writes -= 1;
      if (this.#waiting.length > 0) this.#schedule();
    }
  }

  async #writeOneByOne(
    group: { item: T; done: () => void; failed: (reason: unknown) => void }[],
  ): Promise<void> {
    for (const { item, done, failed } of group) {
      await this.write([item]).then(done, failed);
    }
  }
}

import { type Book, copyBook, openBook, tellBook, type Version } from "./book";

/** One thing that happens: what the book says comes of it, and what really came of it. */
export type Step = { does: (book: Book) => string; answer: string };

/** What a person has, as the database says it. */
export type Standing = { id: number; pending: number; available: number; held: number; owed: number };

/**
 * The books that may be right. When several things happen at once any order of them will do, so every order gets a
 * book; the answers and the balances that follow tell which of them still can be.
 */
export class Worlds {
  private books: Book[];

  constructor(versions: readonly Version[]) {
    this.books = [openBook(versions)];
  }

  /** Any of them: they agree on every balance once {@link keepMatching} was through. */
  get book(): Book {
    return this.books[0] as Book;
  }

  forAll(change: (book: Book) => void): void {
    for (const book of this.books) change(book);
  }

  /** Lanes run side by side, the steps of each one after the other. Says what came of them when it could not have. */
  race(lanes: readonly (readonly Step[])[]): string {
    const [lane = [], ...others] = lanes.filter(({ length }) => length > 0);
    if (others.length === 0 && this.books.length === 1) {
      return lane.every(({ does, answer }) => does(this.book) === answer) ? foreseen : tell(lanes);
    }
    const found = new Map<string, Book>();
    for (const book of this.books) {
      for (const order of interleavings(lanes)) {
        const world = copyBook(book);
        const fits = order.every(({ does, answer }) => does(world) === answer);
        if (fits) found.set(tellBook(world), world);
      }
    }
    if (found.size === 0) return tell(lanes);
    this.books = [...found.values()];
    return foreseen;
  }

  /** Drops the books that say otherwise; whatever the first says when all do. */
  keepMatching(rows: readonly Standing[]): Standing[] | null {
    const text = JSON.stringify(rows);
    const matching = this.books.filter((book) => JSON.stringify(standingsOf(book)) === text);
    if (matching.length === 0) return standingsOf(this.book);
    this.books = matching;
    return null;
  }
}

const foreseen = "as foreseen";

function tell(lanes: readonly (readonly Step[])[]): string {
  const answers = lanes.flat().map(({ answer }) => answer);
  return `in no order of things could the answers be ${answers.join(", ")}`;
}

function standingsOf({ people }: Book): Standing[] {
  return [...people]
    .map(([id, { pending, available, held, owed }]) => ({ id, pending, available, held, owed }))
    .filter((one) => one.pending + one.available + one.held + one.owed > 0)
    .sort((a, b) => a.id - b.id);
}

function interleavings<T>(lanes: readonly (readonly T[])[]): T[][] {
  const open = lanes.filter((lane) => lane.length > 0);
  if (open.length === 0) return [[]];
  return open.flatMap((lane) =>
    interleavings(open.map((other) => (other === lane ? other.slice(1) : other))).map((rest) => [
      lane[0] as T,
      ...rest,
    ]),
  );
}

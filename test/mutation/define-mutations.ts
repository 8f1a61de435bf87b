/** One seeded bug: `find` stands exactly once in `file`; `tests` are the smallest files that should notice. */
export type Mutation = { name: string; file: string; find: string; replace: string; tests: string[] };

type Change = [name: string, find: string, replace: string, tests?: string[]];

/** Changes of one file; `tests` for those that name none of their own. */
export function of(file: string, tests: string[], ...changes: Change[]): Mutation[] {
  return changes.map(([name, find, replace, own]) => ({ name, file, find, replace, tests: own ?? tests }));
}

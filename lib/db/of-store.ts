/**
 * `column = $1` (the store) for a statement that finds its rows by an id of theirs, and says no more than whose they
 * are. Hidden from the planner, which would count the store's rows by it: where it expects one row it joins lists by
 * comparing each with each, and of many ids it looks through all of the store.
 */
export function ofStore(column: string): string {
  return `coalesce(${column} = $1::bigint, false)`;
}

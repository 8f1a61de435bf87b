/** Filters of list calls, each a no-op when its parameter is absent. */

export function idsIn(query: URLSearchParams, name: string): Set<number> | null {
  const value = query.get(name);
  return value === null ? null : new Set(value.split(",").map(Number));
}

export function wordsIn(query: URLSearchParams, name: string): Set<string> | null {
  const value = query.get(name);
  return value === null ? null : new Set(value.split(",").map((word) => word.trim().toLowerCase()));
}

/** A date parameter in ISO 8601 or RFC 2822. One that cannot be read is ignored, as BigCommerce does. */
export function dateParam(query: URLSearchParams, name: string): number | null {
  const value = query.get(name);
  if (!value) return null;
  const at = Date.parse(value);
  return Number.isNaN(at) ? null : at;
}

/** Bounds in whole seconds: BigCommerce stores seconds, so `min` at the second of the change still finds it. */
export function withinDates(at: number, min: number | null, max: number | null): boolean {
  const second = Math.floor(at / 1000);
  return (
    (min === null || second >= Math.floor(min / 1000)) && (max === null || second <= Math.floor(max / 1000))
  );
}

export function withinNumbers(value: number, min: string | null, max: string | null): boolean {
  return (min === null || value >= Number(min)) && (max === null || value <= Number(max));
}

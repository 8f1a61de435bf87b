/**
 * One value per process, whoever asks. Next bundles routes, instrumentation and our HTTP server separately, so a
 * module-level variable would exist several times; caches, limiters and counters must not.
 */
export function processWide<T>(name: string, create: () => T): T {
  const key = Symbol.for(`laurel.${name}`);
  const holder = globalThis as unknown as Record<symbol, T | undefined>;
  const known = holder[key];
  if (known !== undefined) return known;
  const value = create();
  holder[key] = value;
  return value;
}

/** The one source of "now" outside tests; services take it as a parameter so that time is an input. */
export type Clock = { now(): Date };

export const systemClock: Clock = { now: () => new Date() };

/** Stands at `now` and goes on from there as fast as `runtime`, for work that takes a while and notes when it did what. */
export function clockFrom(now: Date, runtime: { nowMs(): number }): Clock {
  const startedMs = runtime.nowMs();
  return { now: () => new Date(now.getTime() + runtime.nowMs() - startedMs) };
}

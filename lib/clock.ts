/** The one source of "now" outside tests; services take it as a parameter so that time is an input. */
export type Clock = { now(): Date };

export const systemClock: Clock = { now: () => new Date() };

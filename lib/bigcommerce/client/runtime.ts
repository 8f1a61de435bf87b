import { setTimeout as delay } from "node:timers/promises";

/** Time and chance as inputs, so that a test decides both. */
export type Runtime = {
  /** Milliseconds on any steady scale. */
  nowMs(): number;
  /** Rejects with the signal's reason when it aborts first. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  /** In [0, 1). */
  random(): number;
  fetch: typeof fetch;
};

export const systemRuntime: Runtime = {
  nowMs: () => performance.now(),
  sleep: async (ms, signal) => {
    await delay(ms, undefined, signal ? { signal } : undefined);
  },
  random: Math.random,
  fetch: (input, init) => fetch(input, init),
};

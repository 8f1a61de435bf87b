export type WebhookSettings = {
  /** Holds everything back; nothing is lost. */
  paused: boolean;
  /** Share of events sent twice, 0–1. */
  duplicateRate: number;
  /** Share of events never sent, 0–1. */
  dropRate: number;
  /** Each event waits a random time up to this, so order is lost. */
  shuffleMs: number;
  delayMs: number;
  /** Factor on the retry table: 1 is real, 0.001 turns minutes into 60 ms. */
  timeScale: number;
  /** Whether a retry carries a new `webhook-timestamp` (undocumented at BigCommerce). */
  restampRetries: boolean;
  /** Whether the Standard Webhooks headers are sent at all. */
  sign: boolean;
  timeoutMs: number;
  concurrency: number;
  /** Whether a domain with too many failures is blocked for three (scaled) minutes. */
  blocklist: boolean;
};

export const defaultWebhookSettings: WebhookSettings = {
  paused: false,
  duplicateRate: 0,
  dropRate: 0,
  shuffleMs: 0,
  delayMs: 0,
  timeScale: 1,
  restampRetries: true,
  sign: true,
  timeoutMs: 10_000,
  concurrency: 20,
  blocklist: false,
};

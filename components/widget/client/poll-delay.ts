export type PollSituation = {
  open: boolean;
  /** Polls in a row that found nothing new, since the last change or touch. */
  quiet: number;
  /** Failed polls in a row. */
  failures: number;
  /** What the server asked for with a 429 or 503, else 0. */
  retryAfterSeconds: number;
};

const second = 1000;

/**
 * How long to wait for the next look at the balance, in milliseconds. Open: every 3 s for two minutes, then slower, at
 * least every 10 s. Closed: every 15 s, then down to once a minute. Never more than 20 calls a minute, a third of the limit.
 */
export function pollDelay({ open, quiet, failures, retryAfterSeconds }: PollSituation): number {
  const wanted = retryAfterSeconds * second;
  if (failures > 0) return Math.max(wanted, Math.min(60 * second, 2 ** failures * 2 * second));
  const [base, patience, most] = open ? [3, 40, 10] : [15, 8, 60];
  return Math.max(wanted, Math.min(most, base * 1.25 ** Math.max(0, quiet - patience)) * second);
}

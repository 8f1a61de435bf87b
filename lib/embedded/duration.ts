const units: Record<string, number> = { w: 604_800_000, d: 86_400_000, h: 3_600_000, m: 60_000, s: 1000 };

/**
 * Milliseconds from now of a duration (`1w2d3h4m5s`) or an ISO time, as the SDK writes both. Never negative.
 * Null for the empty text that the SDK makes of zero, and of compound text such as `"1h30m"` which it cannot read.
 */
export function readDuration(text: string, now = Date.now()): number | null {
  const parts = [...text.matchAll(/(\d+)([wdhms])/g)];
  if (parts.length > 0 && parts.map(([part]) => part).join("") === text) {
    return parts.reduce((sum, [, amount, unit]) => sum + Number(amount) * (units[unit ?? ""] ?? 0), 0);
  }
  const time = Date.parse(text);
  return Number.isNaN(time) ? null : Math.max(0, time - now);
}

export type PointsLabel = { one: string; other: string };

const whole = new Intl.NumberFormat("en-US", { maximumFractionDigits: 0 });
const signed = new Intl.NumberFormat("en-US", { maximumFractionDigits: 0, signDisplay: "exceptZero" });
const compact = new Intl.NumberFormat("en-US", { notation: "compact", maximumFractionDigits: 1 });

/** `12345` → `12,345`. */
export const formatNumber = (value: number): string => whole.format(value);

/** `1234567` → `1.2M`, for axes. */
export const formatCompact = (value: number): string => compact.format(value);

/** A change with its sign: `+120`, `−40`, `0`; the minus is the typographic one, as wide as the plus. */
export const formatChange = (value: number): string => signed.format(value).replace("-", "\u2212");

/** `1` → `1 point`, `42` → `42 points`, in the merchant's words. */
export function formatPoints(value: number, label: PointsLabel): string {
  return `${whole.format(value)} ${Math.abs(value) === 1 ? label.one : label.other}`;
}

/**
 * The change against a window before, in whole percent. Null when there is nothing to compare with; growth from
 * nothing has no percentage.
 */
export function percentChange(now: number, before: number): number | null {
  return before === 0 ? null : Math.round(((now - before) / before) * 100);
}

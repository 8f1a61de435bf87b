/** Money at the sandbox's edge: decimal strings in, integer minor units inside, BigCommerce's two spellings out. */

/** "12.5" with 2 decimals → 1250. Extra digits are rounded half up. */
export function toMinor(amount: string | number, decimals: number): number {
  const text = String(amount);
  const match = /^(-?)(\d+)(?:\.(\d*))?$/.exec(text);
  if (!match) throw new Error(`Not an amount: ${text}`);
  const digits = (match[3] ?? "").padEnd(decimals + 1, "0");
  const scaled = Number(`${match[2]}${digits.slice(0, decimals)}`) + (Number(digits[decimals]) >= 5 ? 1 : 0);
  return match[1] ? -scaled : scaled;
}

/** 1250 with 2 decimals → "12.5000": v2 writes money with four decimals whatever the currency. */
export function toV2(minor: number, decimals: number): string {
  const places = Math.max(4, decimals);
  const sign = minor < 0 ? "-" : "";
  const digits = String(Math.abs(minor)).padStart(decimals + 1, "0");
  const whole = digits.slice(0, digits.length - decimals);
  return `${sign}${whole}.${digits.slice(digits.length - decimals).padEnd(places, "0")}`;
}

/** 1250 with 2 decimals → 12.5: v3 and the storefront write JSON numbers. */
export function toNumber(minor: number, decimals: number): number {
  return Number(toV2(minor, decimals));
}

/** Integer division, rounded half away from zero. */
export function divideRounded(numerator: number, denominator: number): number {
  const sign = numerator < 0 ? -1 : 1;
  return sign * Math.floor((Math.abs(numerator) * 2 + denominator) / (2 * denominator));
}

/** Splits `total` over `weights` so that the parts sum to it exactly (largest remainder, earlier part on a tie). */
export function allocate(total: number, weights: number[]): number[] {
  const sum = weights.reduce((a, b) => a + b, 0);
  if (sum <= 0) return weights.map(() => 0);
  const exact = weights.map((weight) => (total * weight) / sum);
  const parts = exact.map(Math.floor);
  let rest = total - parts.reduce((a, b) => a + b, 0);
  const order = exact.map((value, index) => ({ index, fraction: value - Math.floor(value) }));
  order.sort((a, b) => b.fraction - a.fraction || a.index - b.index);
  for (const { index } of order) {
    if (rest <= 0) break;
    parts[index] = (parts[index] ?? 0) + 1;
    rest -= 1;
  }
  return parts;
}

const taxScale = 10_000;

/** Adds `percent` tax to a tax-exclusive amount. */
export function withTax(ex: number, percent: number): number {
  return ex + divideRounded(ex * Math.round(percent * 100), taxScale);
}

/** Takes `percent` tax out of a tax-inclusive amount. */
export function withoutTax(inc: number, percent: number): number {
  return divideRounded(inc * taxScale, taxScale + Math.round(percent * 100));
}

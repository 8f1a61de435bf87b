/**
 * Exact arithmetic for points: whole numbers and fractions of whole numbers, never floats. Amounts are minor units,
 * results are points. Products that leave the safe integers are computed with BigInt.
 */
export type RoundingMode = "down" | "nearest" | "up";

/** A non-negative fraction; both parts are safe integers, `denominator` > 0. */
export type Ratio = { numerator: number; denominator: number };

const decimalPattern = /^(\d{1,12})(?:\.(\d{1,6}))?$/;

/**
 * Reads a plain decimal string (`"12"`, `"0.50"`) as an exact fraction.
 * @throws RangeError for signs, exponents, blanks and more than 12 + 6 digits: the program's schema refuses them first.
 */
export function parseDecimal(text: string): Ratio {
  const match = decimalPattern.exec(text);
  if (!match) throw new RangeError(`not a plain decimal: ${text}`);
  const fraction = match[2] ?? "";
  return reduce(BigInt(`${match[1]}${fraction}`), 10n ** BigInt(fraction.length));
}

/** `a × b` in lowest terms. */
export function multiply(a: Ratio, b: Ratio): Ratio {
  return reduce(BigInt(a.numerator) * BigInt(b.numerator), BigInt(a.denominator) * BigInt(b.denominator));
}

/** `1 / a`; `a` must not be zero. */
export function invert(a: Ratio): Ratio {
  return { numerator: a.denominator, denominator: a.numerator };
}

/** `max(0, a − 1)`: what a multiplier adds on top of the base. */
export function surplus(a: Ratio): Ratio {
  return { numerator: Math.max(0, a.numerator - a.denominator), denominator: a.denominator };
}

/** `amount × ratio` as an integer, rounded once. `amount` ≥ 0. */
export function scale(amount: number, ratio: Ratio, mode: RoundingMode): number {
  return mulDiv(amount, ratio.numerator, ratio.denominator, mode);
}

/** `a × b / divisor`, rounded once; "nearest" rounds halves up. All arguments are non-negative integers, divisor > 0. */
export function mulDiv(a: number, b: number, divisor: number, mode: RoundingMode): number {
  const product = a * b;
  if (product > Number.MAX_SAFE_INTEGER || divisor > Number.MAX_SAFE_INTEGER / 2) {
    return mulDivBig(BigInt(a), BigInt(b), BigInt(divisor), mode);
  }
  // The remainder of two safe integers is exact, so the quotient below is exact too.
  const remainder = product % divisor;
  const quotient = (product - remainder) / divisor;
  if (mode === "down" || remainder === 0) return quotient;
  return mode === "up" || remainder * 2 >= divisor ? quotient + 1 : quotient;
}

function mulDivBig(a: bigint, b: bigint, divisor: bigint, mode: RoundingMode): number {
  const product = a * b;
  const quotient = product / divisor;
  const remainder = product % divisor;
  const roundsUp = remainder > 0n && (mode === "up" || (mode === "nearest" && remainder * 2n >= divisor));
  return toSafe(roundsUp ? quotient + 1n : quotient);
}

function reduce(numerator: bigint, denominator: bigint): Ratio {
  let [a, b] = [numerator, denominator];
  while (b > 0n) [a, b] = [b, a % b];
  const divisor = a > 0n ? a : 1n;
  return { numerator: toSafe(numerator / divisor), denominator: toSafe(denominator / divisor) };
}

function toSafe(value: bigint): number {
  const result = Number(value);
  if (!Number.isSafeInteger(result)) throw new RangeError(`beyond the safe integers: ${value}`);
  return result;
}

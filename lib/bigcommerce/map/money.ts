import Big from "big.js";
import type { Money } from "../schemas/primitives";

/**
 * An amount of the API in integer minor units (`"63.6400"` at 2 places ⇒ `6364`), half away from zero where the
 * API gives more places than the currency has.
 *
 * v2 sends text, which is exact. v3 sends JSON numbers, which JavaScript has already made binary; that loses
 * nothing here: every decimal of at most 15 significant digits survives decimal → double → 15-digit decimal
 * unchanged, and cutting at 15 digits also removes the noise of sums BigCommerce made in floating point
 * (`0.30000000000000004`). Amounts that would need more than 15 digits, or leave the safe integers, throw.
 *
 * @throws RangeError when the amount is too large to be exact.
 */
export function moneyToMinor(amount: Money, decimalPlaces: number): number {
  const minor = exactDecimal(amount).times(new Big(10).pow(decimalPlaces)).round(0, Big.roundHalfUp);
  const value = minor.toNumber();
  if (!Number.isSafeInteger(value)) throw new RangeError("amount is too large to be exact");
  return value === 0 ? 0 : value;
}

/** Sum of amounts in minor units, added before rounding. */
export function sumToMinor(amounts: readonly Money[], decimalPlaces: number): number {
  const sum = amounts.reduce<Big>((total, amount) => total.plus(exactDecimal(amount)), new Big(0));
  return moneyToMinor(sum.toFixed(), decimalPlaces);
}

/** Is the amount more than nothing? For deciding whether to look closer, not for arithmetic. */
export function isPositive(amount: Money): boolean {
  return exactDecimal(amount).gt(0);
}

/** Below this a double still has four exact places, more than any currency's. */
const numberMax = 1e11;

function exactDecimal(amount: Money): Big {
  if (typeof amount === "string") return new Big(amount);
  if (!Number.isFinite(amount) || Math.abs(amount) >= numberMax) {
    throw new RangeError("amount is too large to be exact");
  }
  return new Big(amount.toPrecision(15));
}

/**
 * How many decimal places amounts of a currency are kept with: ISO 4217's (JPY 0, KWD 3), or what the store configured
 * where that is finer. What it configures is how prices are shown: a merchant who hides the cents still takes them, and
 * rounding every line to whole dollars would change what orders long awarded are worth.
 */
export function decimalPlacesOf(currency: string, configured?: ReadonlyMap<string, number>): number {
  const standard = placesByCurrency.get(currency) ?? askIntl(currency);
  return Math.max(standard, configured?.get(currency) ?? standard);
}

/** A formatter is costly to make, and a page of orders asks 250 times for the same currency. */
const placesByCurrency = new Map<string, number>();
const placesKeptMax = 500;

function askIntl(currency: string): number {
  const places = intlPlaces(currency);
  if (placesByCurrency.size < placesKeptMax) placesByCurrency.set(currency, places);
  return places;
}

function intlPlaces(currency: string): number {
  try {
    const format = new Intl.NumberFormat("en", { style: "currency", currency });
    return format.resolvedOptions().maximumFractionDigits ?? 2;
  } catch {
    return 2;
  }
}

import { type Forms, pointsInWords } from "@/lib/loyalty/explain/points-in-words";

export type MessageInputs = Record<string, string | number | boolean | null>;

const placeholder = /\{(?:(money|amount|signed|points):)?(\w+)\}/g;

/**
 * Fills `{name}`, `{signed:name}` (with its sign), `{money:name}` (minor units of `inputs.currency` with
 * `inputs.decimalPlaces`), `{amount:name}` (a decimal string of that currency) and `{points:name}` (so many of what
 * `points` calls them). What is missing becomes empty.
 */
export function fillMessage(
  template: string,
  inputs: MessageInputs,
  { locale, points }: { locale: string; points: Forms },
): string {
  return template.replace(placeholder, (_, kind: string | undefined, name: string) => {
    const value = inputs[name];
    if (kind === "amount" && typeof value === "string") return money(value, inputs, locale);
    if (typeof value !== "number") return String(value ?? "");
    if (kind === "money") {
      return money(minorToDecimal(value, Number(inputs.decimalPlaces ?? 2)), inputs, locale);
    }
    if (kind === "points") return pointsInWords(value, points, locale);
    if (kind === "signed") return new Intl.NumberFormat(locale, { signDisplay: "always" }).format(value);
    return name.endsWith("Id") ? String(value) : new Intl.NumberFormat(locale).format(value);
  });
}

/** In a text from right to left the sign of `US$` would leave its letters but for a mark behind it. */
const leftSign = /^\u200f.*\$$/;

function money(text: string, inputs: MessageInputs, locale: string): string {
  const digits = Number(inputs.decimalPlaces ?? 2);
  const currency = String(inputs.currency);
  try {
    const format = new Intl.NumberFormat(locale, {
      style: "currency",
      currency,
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
    });
    // A decimal string is formatted exactly; a number would pass through a float.
    const written = format.format(text as Intl.StringNumericLiteral);
    return written.replace(leftSign, "$&\u200e");
  } catch {
    return `${text} ${currency}`;
  }
}

function minorToDecimal(minor: number, digits: number): string {
  if (digits === 0) return String(minor);
  const sign = minor < 0 ? "-" : "";
  const all = String(Math.abs(minor)).padStart(digits + 1, "0");
  return `${sign}${all.slice(0, -digits)}.${all.slice(-digits)}`;
}

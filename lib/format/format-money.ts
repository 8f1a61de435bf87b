/**
 * Minor units as money: `4250, "USD", 2` → `$42.50`. The digits go into `Intl` as a decimal string, so nothing is
 * rounded on the way.
 */
export function formatMoney(minor: number, currency: string, decimalPlaces: number): string {
  const format = new Intl.NumberFormat("en-US", {
    style: "currency",
    currency,
    minimumFractionDigits: decimalPlaces,
    maximumFractionDigits: decimalPlaces,
  });
  return format.format(minorToDecimal(minor, decimalPlaces) as Intl.StringNumericLiteral);
}

/** `4250, 2` → `"42.50"`. */
export function minorToDecimal(minor: number, decimalPlaces: number): string {
  const digits = String(Math.abs(minor)).padStart(decimalPlaces + 1, "0");
  const whole = digits.slice(0, digits.length - decimalPlaces);
  const fraction = decimalPlaces === 0 ? "" : `.${digits.slice(-decimalPlaces)}`;
  return `${minor < 0 ? "-" : ""}${whole}${fraction}`;
}

/** `"42.5", 2` → `4250`; null when the text is no amount of this currency. */
export function decimalToMinor(text: string, decimalPlaces: number): number | null {
  const match = /^(\d{1,12})(?:\.(\d+))?$/.exec(text.trim());
  const fraction = match?.[2] ?? "";
  if (!match || fraction.length > decimalPlaces) return null;
  return Number(`${match[1]}${fraction.padEnd(decimalPlaces, "0")}`);
}

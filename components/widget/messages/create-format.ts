import { inForm } from "@/lib/loyalty/explain/points-in-words";
import type { WidgetText } from "@/lib/texts/widget-texts";

/** Numbers, points, money and days the way `lang` writes them; `name` is what points are called. */
export function createFormat(lang: string, name: WidgetText) {
  const plurals = new Intl.PluralRules(lang);
  const integers = new Intl.NumberFormat(lang);
  const signed = new Intl.NumberFormat(lang, { signDisplay: "exceptZero" });
  /** The store's word in the form the number asks for. */
  const nameFor = (count: number) => inForm(name, plurals, Math.abs(count));
  // Japanese writes a number and what it counts as one word.
  const gap = lang.startsWith("ja") ? "" : " ";
  const days = new Intl.DateTimeFormat(lang, { day: "numeric", month: "long", year: "numeric" });

  return {
    integer: (count: number) => integers.format(count),
    /** With its sign, a true minus rather than a hyphen. */
    signed: (count: number) => signed.format(count).replace("-", "\u2212"),
    nameFor,
    /** `1,240 points`, `1 point`. */
    points: (count: number) => `${integers.format(count)}${gap}${nameFor(count)}`,
    /** For points without a number: the form a handful has, which in Arabic is not that of hundreds. */
    pointsName: nameFor(5),
    /** Whole amounts without empty decimals (`$10`, `€0.50`). */
    money: (amount: number, currency: string) =>
      new Intl.NumberFormat(lang, {
        style: "currency",
        currency,
        trailingZeroDisplay: "stripIfInteger",
      } as Intl.NumberFormatOptions)
        .format(amount)
        // In a text from right to left the sign of `US$` would leave its letters but for a mark behind it.
        .replace(/^\u200f.*\$$/, "$&\u200e"),
    /** A percentage given as `10` or `12.5`. */
    percent: (value: number) =>
      new Intl.NumberFormat(lang, { style: "percent", maximumFractionDigits: 2 }).format(value / 100),
    day: (instant: Date) => days.format(instant),
  };
}

export type Format = ReturnType<typeof createFormat>;

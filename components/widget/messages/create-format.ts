import { inForm } from "@/lib/loyalty/explain/points-in-words";
import type { WidgetText } from "@/lib/texts/widget-texts";

/**
 * Numbers, points, money and days the way `lang` writes them; `name` is what points are called. Nothing is made before it
 * is needed: the first number a page formats takes the browser longer than drawing the panel that waits for its data.
 */
export function createFormat(lang: string, name: WidgetText) {
  const integer = (count: number) => count.toLocaleString(lang);
  /** The store's word in the form the number asks for. */
  const nameFor = (count: number) => inForm(name, lang, Math.abs(count));
  // Japanese writes a number and what it counts as one word.
  const gap = lang.startsWith("ja") ? "" : " ";

  return {
    integer,
    /** With its sign, a true minus rather than a hyphen. */
    signed: (count: number) =>
      count.toLocaleString(lang, { signDisplay: "exceptZero" }).replace("-", "\u2212"),
    nameFor,
    /** `1,240 points`, `1 point`. */
    points: (count: number) => integer(count) + gap + nameFor(count),
    /** For points without a number: the form a handful has, which in Arabic is not that of hundreds. */
    pointsName: nameFor(5),
    /** Whole amounts without empty decimals (`$10`, `€0.50`). */
    money: (amount: number, currency: string) =>
      amount
        .toLocaleString(lang, {
          style: "currency",
          currency,
          trailingZeroDisplay: "stripIfInteger",
        } as Intl.NumberFormatOptions)
        // In a text from right to left the sign of `US$` would leave its letters but for a mark behind it.
        .replace(/^\u200f.*\$$/, "$&\u200e"),
    /** A percentage given as `10` or `12.5`. */
    percent: (value: number) =>
      (value / 100).toLocaleString(lang, { style: "percent", maximumFractionDigits: 2 }),
    day: (instant: Date) =>
      instant.toLocaleDateString(lang, { day: "numeric", month: "long", year: "numeric" }),
  };
}

export type Format = ReturnType<typeof createFormat>;

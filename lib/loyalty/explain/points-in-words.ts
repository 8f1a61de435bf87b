/** A text, or one text per plural category of `Intl.PluralRules`; `other` is always there. */
export type Forms = string | (Partial<Record<Intl.LDMLPluralRule, string>> & { other: string });

/** The form of a text that a number asks for in the language of `locale`. */
export const inForm = (text: Forms, locale: string, count: number): string =>
  typeof text === "string" ? text : (text[new Intl.PluralRules(locale).select(count)] ?? text.other);

/** `1,240 points`, `1 point`, `1,240ポイント`: `name` is what points are called in the language of `locale`. */
export function pointsInWords(count: number, name: Forms, locale: string): string {
  // Japanese writes a number and what it counts as one word.
  const gap = locale.startsWith("ja") ? "" : " ";
  return `${new Intl.NumberFormat(locale).format(count)}${gap}${inForm(name, locale, count)}`;
}

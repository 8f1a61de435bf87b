import type { WidgetText } from "@/lib/texts/widget-texts";

/** A text with `{count}`, in the plural form and with the digits of `locale`. */
export function sayCount(text: WidgetText, count: number, locale: string): string {
  const form =
    typeof text === "string" ? text : (text[new Intl.PluralRules(locale).select(count)] ?? text.other);
  return form.replace("{count}", new Intl.NumberFormat(locale).format(count));
}

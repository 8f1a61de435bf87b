import { inForm } from "@/lib/loyalty/explain/points-in-words";
import type { WidgetText, WidgetTextKey } from "@/lib/texts/widget-texts";

export type Values = Record<string, string | number>;

/**
 * The words of one language. Numbers among the values are written its way; a text with plural forms is chosen by
 * `count`. A placeholder without a value stays visible, so that a missing one is noticed; a text that is not there is
 * empty.
 */
export function createTranslate(texts: Readonly<Record<string, WidgetText>>, locale: string) {
  const isArabic = locale.startsWith("ar");

  return (key: WidgetTextKey, values: Values = {}): string =>
    inForm(texts[key] ?? "", locale, Number(values.count)).replace(
      /\{(\w+)\}/g,
      (placeholder, name: string) => {
        const value = values[name];
        if (typeof value === "number") return value.toLocaleString(locale);
        // Not what every object has under a name like `constructor`.
        if (typeof value !== "string") return placeholder;
        // A name in Latin letters keeps its own order among Arabic ones: "$5 off", and not "off 5$".
        return isArabic ? `\u2068${value}\u2069` : value;
      },
    );
}

export type Translate = ReturnType<typeof createTranslate>;

import type { Forms } from "@/lib/loyalty/explain/points-in-words";
import type { en } from "@/lib/texts/en";

/**
 * A text with `{placeholders}`, or one text per plural category of `Intl.PluralRules`, chosen by the placeholder
 * `count`; `other` is always there.
 */
export type WidgetText = Forms;

export type WidgetTextKey = keyof typeof en;

/** Every text of the widget in one language. */
export type WidgetTexts = Record<WidgetTextKey, WidgetText>;

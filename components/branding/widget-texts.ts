import type { WidgetLanguage } from "@/lib/schemas/branding/widget-languages";
import { en } from "@/lib/texts/en";
import { ownText } from "@/lib/texts/own-text";
import type { WidgetTextKey } from "@/lib/texts/widget-texts";

export type ListedText = { key: WidgetTextKey; own: string };

/** Every text of the widget in a language, as it is unless the merchant says otherwise. */
export const widgetTexts = (language: WidgetLanguage): ListedText[] =>
  (Object.keys(en) as WidgetTextKey[]).map((key) => ({ key, own: ownText(language, key) }));

import type { WidgetLanguage } from "@/lib/schemas/branding/widget-languages";
import { catalogues } from "@/lib/texts/catalogues";
import type { WidgetTextKey } from "@/lib/texts/widget-texts";

/** A text as the widget has it by itself; of one with plural forms the general one. */
export function ownText(language: WidgetLanguage, key: WidgetTextKey): string {
  const text = catalogues[language][key];
  return typeof text === "string" ? text : text.other;
}

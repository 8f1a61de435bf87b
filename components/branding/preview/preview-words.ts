import { createFormat, type PointsName } from "@/components/widget/messages/create-format";
import { createTranslate } from "@/components/widget/messages/create-translate";
import { en } from "@/components/widget/messages/en";
import type { Words } from "@/components/widget/panel/words";
import type { Look } from "@/lib/schemas/branding/branding-document";
import type { WidgetLanguage } from "@/lib/schemas/branding/widget-languages";

export const directionOf = (language: WidgetLanguage): "ltr" | "rtl" => (language === "ar" ? "rtl" : "ltr");

/** The panel's words in a language, with the merchant's own over them, as the storefront has them. */
export function previewWords(look: Look, language: WidgetLanguage, name: PointsName): Words {
  const texts = { ...en, ...look.texts[language] };
  return { t: createTranslate(texts, language), lang: language, format: createFormat(language, name) };
}

import { createFormat } from "@/components/widget/messages/create-format";
import { createTranslate } from "@/components/widget/messages/create-translate";
import type { Words } from "@/components/widget/panel/words";
import type { Look } from "@/lib/schemas/branding/branding-document";
import type { WidgetLanguage } from "@/lib/schemas/branding/widget-languages";
import { directionOf } from "@/lib/texts/choose-language";
import { textsFor } from "@/lib/texts/texts-for";

type PointsName = { one: string; other: string };

/** The panel's words in a language, with the merchant's own over them, as the storefront has them. */
export function previewWords(look: Look, language: WidgetLanguage, name: PointsName): Words {
  const texts = textsFor(language, look.texts[language], name);
  return {
    t: createTranslate(texts, language),
    lang: language,
    dir: directionOf(language),
    format: createFormat(language, texts.points),
  };
}

import { type WidgetLanguage, widgetLanguages } from "@/lib/schemas/branding/widget-languages";

/** `language` names the texts; `locale` is the BCP 47 tag that numbers, money and days are written by. */
export type ChosenLanguage = { language: WidgetLanguage; locale: string; direction: "ltr" | "rtl" };

type Offer = { languages: readonly WidgetLanguage[]; defaultLanguage: WidgetLanguage };

/**
 * The language for a page that says it is in `wanted` (its `lang`, such as `pt-BR`; anything may come): the page's, when
 * the storefront offers it, else the storefront's own. A region keeps its way of writing numbers.
 */
export function chooseLanguage(
  wanted: string | undefined,
  { languages, defaultLanguage }: Offer,
): ChosenLanguage {
  const locale = canonical(wanted?.replace("_", "-"));
  const language = widgetLanguages.find((one) => one === locale?.split("-")[0] && languages.includes(one));
  const chosen = language ?? defaultLanguage;
  return {
    language: chosen,
    locale: language && locale ? locale : chosen,
    direction: directionOf(chosen),
  };
}

export const directionOf = (language: WidgetLanguage): "ltr" | "rtl" => (language === "ar" ? "rtl" : "ltr");

/** Language and region alone: what else a tag may carry (calendars, digits) is not ours to follow. */
function canonical(tag: string | undefined): string | null {
  try {
    const { language, region } = new Intl.Locale(tag ?? "");
    return region ? `${language}-${region}` : language;
  } catch {
    return null;
  }
}

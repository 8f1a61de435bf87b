import type { WidgetLanguage } from "@/lib/schemas/branding/widget-languages";
import { catalogues } from "@/lib/texts/catalogues";
import { en } from "@/lib/texts/en";
import type { WidgetTextKey, WidgetTexts } from "@/lib/texts/widget-texts";

type PointsName = { one: string; other: string };

/**
 * Every text of the widget in one language: its own words, with the merchant's (`overrides`, by key) laid over them.
 * Keys that are not texts are left out. `points` is the program's name for points; where the program has not given them
 * a name of its own, it is the language's word. An override of a text with plural forms stands for all of them.
 */
export function textsFor(
  language: WidgetLanguage,
  overrides: Readonly<Record<string, string>> = {},
  name: PointsName = en.points,
): WidgetTexts {
  const own = catalogues[language];
  const texts: WidgetTexts = { ...own, points: isOwnName(name, language) ? name : own.points };
  for (const [key, text] of Object.entries(overrides)) if (isTextKey(key)) texts[key] = text;
  return texts;
}

/** In English the program's spelling always counts, "Points" with a capital too. */
const isOwnName = ({ one, other }: PointsName, language: WidgetLanguage) =>
  language === "en" || one.toLowerCase() !== en.points.one || other.toLowerCase() !== en.points.other;

export const isTextKey = (key: string): key is WidgetTextKey => Object.hasOwn(en, key);

import type { Look } from "@/lib/schemas/branding/branding-document";
import type { WidgetLanguage } from "@/lib/schemas/branding/widget-languages";

/** What the launcher says: the merchant's word for this language, else for all, else the widget's own. */
export function launcherText(look: Look, language: WidgetLanguage, own: string): string {
  return look.texts[language]?.launcher ?? look.launcherLabel ?? own;
}

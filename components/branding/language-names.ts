import type { WidgetLanguage } from "@/lib/schemas/branding/widget-languages";

export const languageNames: Record<WidgetLanguage, string> = {
  en: "English",
  es: "Spanish",
  fr: "French",
  de: "German",
  it: "Italian",
  pt: "Portuguese",
  ja: "Japanese",
  ar: "Arabic",
};

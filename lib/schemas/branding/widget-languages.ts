/** What the widget can speak, as BCP 47 tags. */
export const widgetLanguages = ["en", "es", "fr", "de", "it", "pt", "ja", "ar"] as const;

export type WidgetLanguage = (typeof widgetLanguages)[number];

import { placeholdersOf, widgetTexts } from "@/components/branding/widget-texts";
import type { FieldErrors } from "@/lib/errors";
import type { Branding, Look } from "@/lib/schemas/branding/branding-document";
import { widgetLanguages } from "@/lib/schemas/branding/widget-languages";

/** Texts that lost a placeholder or made one up, by their path in the document. */
export function textProblems({ all, channels }: Branding): FieldErrors {
  const places = [
    ["all", all.texts] as const,
    ...Object.entries(channels).map(([id, own]) => [`channels.${id}`, own.texts ?? {}] as const),
  ];
  return Object.fromEntries(places.flatMap(([place, texts]) => problemsIn(texts, `${place}.texts`)));
}

function problemsIn(texts: Look["texts"], place: string): [string, string[]][] {
  return widgetLanguages.flatMap((language) => {
    const own = Object.entries(texts[language] ?? {});
    if (own.length === 0) return [];
    const known = new Map(widgetTexts(language).map((text) => [text.key, text.placeholders]));
    return own.flatMap(([key, text]): [string, string[]][] => {
      const messages = judge(text, known.get(key) ?? []);
      return messages.length > 0 ? [[`${place}.${language}.${key}`, messages]] : [];
    });
  });
}

function judge(text: string, expected: readonly string[]): string[] {
  const found = placeholdersOf(text);
  const lost = expected.filter((name) => !found.includes(name));
  const unknown = found.filter((name) => !expected.includes(name));
  return [
    ...lost.map((name) => `must keep {${name}}, which stands for something the widget puts in`),
    ...unknown.map((name) => `{${name}} stands for nothing here`),
  ];
}

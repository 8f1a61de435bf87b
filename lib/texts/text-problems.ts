import type { Branding, Look } from "@/lib/schemas/branding/branding-document";
import type { WidgetLanguage } from "@/lib/schemas/branding/widget-languages";
import { ownText } from "@/lib/texts/own-text";
import { isTextKey } from "@/lib/texts/texts-for";

/**
 * What is wrong with a merchant's own words, by path in the branding document: a placeholder that got lost, or one that
 * stands for nothing. Keys that are not texts (any more) are shown nowhere and nothing is said of them.
 */
export function textProblems({ all, channels }: Branding): Record<string, string[]> {
  const places = [
    ["all", all.texts] as const,
    ...Object.entries(channels).map(([id, own]) => [`channels.${id}`, own.texts ?? {}] as const),
  ];
  return Object.fromEntries(places.flatMap(([place, texts]) => problemsIn(texts, `${place}.texts`)));
}

function problemsIn(texts: Look["texts"], place: string): [string, string[]][] {
  return (Object.keys(texts) as WidgetLanguage[]).flatMap((language) =>
    Object.entries(texts[language] ?? {}).flatMap(([key, text]): [string, string[]][] => {
      const messages = isTextKey(key) ? judge(text, placeholdersOf(ownText(language, key))) : [];
      return messages.length > 0 ? [[`${place}.${language}.${key}`, messages]] : [];
    }),
  );
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

/** `points`, `count` … for `{points}` and `{count}`, each once. */
function placeholdersOf(text: string): string[] {
  return [...new Set([...text.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => name))];
}

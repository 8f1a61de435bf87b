import { en } from "@/components/widget/messages/en";
import { enRewards } from "@/components/widget/messages/en-rewards";
import type { WidgetLanguage } from "@/lib/schemas/branding/widget-languages";

type Message = string | Partial<Record<Intl.LDMLPluralRule, string>>;

export type WidgetText = { key: string; own: string; placeholders: string[] };

const plain = (message: Message) => (typeof message === "string" ? message : (message.other ?? ""));

/** Every text of the widget in a language, as it is unless the merchant says otherwise. */
export function widgetTexts(_language: WidgetLanguage): WidgetText[] {
  return [...Object.entries<Message>(en), ...Object.entries<Message>(enRewards)].map(([key, message]) => ({
    key,
    own: plain(message),
    placeholders: placeholdersOf(plain(message)),
  }));
}

/** `{points}`, `{count}` … without the braces, each once. */
export function placeholdersOf(text: string): string[] {
  return [...new Set([...text.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => name))];
}

/** What the launcher says in a language on its own. */
export const ownLauncherText = (language: WidgetLanguage): string =>
  widgetTexts(language).find(({ key }) => key === "launcher")?.own ?? "Rewards";

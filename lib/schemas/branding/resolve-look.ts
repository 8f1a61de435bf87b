import type { Branding, Look } from "@/lib/schemas/branding/branding-document";

/** How one storefront looks: the common looks with its own laid over them, text by text. Null: the common ones. */
export function resolveLook(branding: Branding, channel: number | string | null): Look {
  const own = channel === null ? undefined : branding.channels[String(channel)];
  if (!own) return branding.all;
  const set = Object.fromEntries(Object.entries(own).filter(([, value]) => value !== undefined));
  return { ...branding.all, ...set, texts: layTexts(branding.all.texts, own.texts ?? {}) };
}

function layTexts(common: Look["texts"], own: Look["texts"]): Look["texts"] {
  const languages = Object.keys({ ...common, ...own }) as (keyof Look["texts"])[];
  return Object.fromEntries(
    languages.map((language) => [language, { ...common[language], ...own[language] }]),
  );
}

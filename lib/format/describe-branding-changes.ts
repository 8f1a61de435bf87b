import { flattenDocument } from "@/lib/format/flatten-document";

const names: Record<string, string> = {
  color: "Colour",
  onColor: "Text on the colour",
  panelColor: "Panel background",
  "position.side": "Side",
  "position.inline": "Distance from the side",
  "position.block": "Distance from the bottom",
  icon: "Icon",
  launcherLabel: "Launcher text",
  hideOnMobile: "Hidden on phones",
  signInUrl: "Sign-in address",
  createAccountUrl: "Address to create an account",
  languages: "Languages",
  defaultLanguage: "Default language",
};

/**
 * What differs between two branding documents, one line each: `Wholesale · Colour: #1f5c45 → #8a1538`. A storefront is
 * named by `storefrontNames`, else by its channel id.
 */
export function describeBrandingChanges(
  before: unknown,
  after: unknown,
  storefrontNames: Readonly<Record<string, string>> = {},
): string[] {
  const old = flattenDocument(before);
  const fresh = flattenDocument(after);
  return inOrder(new Set([...old.keys(), ...fresh.keys()])).flatMap((path) => {
    const [from, to] = [old.get(path), fresh.get(path)];
    const [, channel, field] = placeOf.exec(path) ?? [];
    if (from === to || field === undefined) return [];
    const place = channel ? `${storefrontNames[channel] ?? `Storefront ${channel}`} · ` : "";
    return [`${place}${nameOf(field)}: ${say(field, from, channel)} → ${say(field, to, channel)}`];
  });
}

const placeOf = /^(?:all|channels\.(\d+))\.(.+)$/;

/** All storefronts first, then each by itself; its fields as the form has them. The database keeps no order of keys. */
function inOrder(paths: Iterable<string>): string[] {
  const fields = Object.keys(names);
  const rank = (path: string) => {
    const [, channel = "0", field = ""] = placeOf.exec(path) ?? [];
    const at = fields.indexOf(field);
    return [Number(channel), at < 0 ? fields.length : at] as const;
  };
  return [...paths].sort((one, other) => {
    const [[channel, field], [otherChannel, otherField]] = [rank(one), rank(other)];
    return channel - otherChannel || field - otherField || (one < other ? -1 : 1);
  });
}

function nameOf(field: string): string {
  const [, language, key] = /^texts\.(\w+)\.(.+)$/.exec(field) ?? [];
  return key ? `Text “${key}” (${language})` : (names[field] ?? field);
}

function say(field: string, value: string | undefined, channel: string | undefined): string {
  if (value === undefined) {
    if (channel) return "as on all storefronts";
    return field.startsWith("texts.") ? "Laurel’s own" : "default";
  }
  if (field.startsWith("texts.")) return `“${value}”`;
  if (field === "launcherLabel") return value === "null" ? "each language’s own" : `“${value}”`;
  if (field === "position.side") return value === "start" ? "left" : "right";
  if (field.startsWith("position.")) return `${value} px`;
  if (value === "true") return "yes";
  return value === "false" ? "no" : value;
}

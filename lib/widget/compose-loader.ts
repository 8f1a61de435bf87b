import type { WidgetConfig } from "@/lib/schemas/storefront/widget-config";

/** The free name in the built loader that stands for the store's configuration. */
const place = "__LAUREL_CONFIG__";

/** The loader of one storefront. Pure ASCII, so it means the same in whatever character set the page declares. */
export function composeLoader(loader: string, config: WidgetConfig): string {
  return loader.replace(place, () => asciiJson(config));
}

/** JSON that is also safe inside a script of any encoding: everything outside printable ASCII, and `<`, is escaped. */
function asciiJson(value: unknown): string {
  return JSON.stringify(value).replace(
    /[<\u007f-\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

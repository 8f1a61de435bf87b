import type { WidgetLanguage } from "@/lib/schemas/branding/widget-languages";
import { catalogues } from "@/lib/texts/catalogues";
import type { WidgetText } from "@/lib/texts/widget-texts";

/** Everything the panel says: its language first, then each text and label. */
export function saidInWidget(): string[] {
  const host = document.querySelector<HTMLElement>("laurel-widget");
  const dialog = host?.shadowRoot?.querySelector("dialog");
  if (!host || !dialog) return [];
  const said: string[] = [];
  const walker = document.createTreeWalker(dialog, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) said.push(walker.currentNode.textContent ?? "");
  for (const element of dialog.querySelectorAll("[aria-label]")) said.push(element.ariaLabel ?? "");
  return [host.lang.slice(0, 2), ...said.map((text) => text.trim())];
}

const literally = (text: string) => text.replaceAll(/[\\^$.*+?()[\]{}|]/g, "\\$&");

/** A text as what it can become once its placeholders are filled. */
const shapesOf = (language: WidgetLanguage) =>
  Object.values(catalogues[language])
    .flatMap((text) => (typeof text === "string" ? [text] : Object.values(text)))
    .filter((text) => /[\p{L}]{2}/u.test(text.replaceAll(/\{\w+\}/g, "")))
    .map(
      (text) =>
        new RegExp(
          `^${text
            .split(/\{\w+\}/)
            .map(literally)
            .join(".+")}$`,
          "u",
        ),
    );

/** What is said in words of the English catalogue, and not in those of the page's language. */
export function leftInEnglish([language = "", ...said]: string[]): string[] {
  if (language === "en") return [];
  const own = shapesOf(language as WidgetLanguage);
  const english = shapesOf("en");
  const is = (shapes: RegExp[], text: string) => shapes.some((shape) => shape.test(text));
  return said.filter((text) => is(english, text) && !is(own, text));
}

/** A text, or one of its plural forms, filled in somehow. */
export const shape = (text: WidgetText) =>
  new RegExp(
    (typeof text === "string" ? [text] : Object.values(text))
      .map((form) =>
        form
          .split(/\{\w+\}/)
          .map(literally)
          .join(".+"),
      )
      .join("|"),
    "u",
  );

import { expect, test } from "vitest";
import { parseAst } from "vitest/node";
import { en } from "@/lib/texts/en";
import { readSources } from "./source-files";

const files = readSources([".ts", ".tsx"], ["components/widget"]).filter(
  ({ path }) => !path.endsWith("/waiting-texts.ts"),
);

/** Attributes that are read out or shown. */
const spoken =
  /^(alt|title|placeholder|label|aria(-label|Label|-description|-valuetext|-placeholder|-roledescription))$/;
const hasLetters = (text: unknown) => typeof text === "string" && /\p{L}{2}/u.test(text);

type Node = { type: string; [key: string]: unknown };

/** Calls `visit` for a node and all below it; what `visit` answers goes down with it. */
function walk(node: unknown, shown: boolean, visit: (node: Node, shown: boolean) => boolean): void {
  if (Array.isArray(node)) {
    for (const one of node) walk(one, shown, visit);
  } else if (typeof node === "object" && node !== null && "type" in node) {
    const below = visit(node as Node, shown);
    for (const part of Object.values(node)) walk(part, below, visit);
  }
}

/** The words written into a file where a shopper would read or hear them. */
function findWords(path: string, text: string): string[] {
  const found: string[] = [];
  const lang = path.endsWith(".tsx") ? "tsx" : "ts";
  walk(parseAst(text, { lang }, path), false, (node, shown) => {
    const { type, value } = node;
    if ((type === "JSXText" || (shown && type === "Literal")) && hasLetters(value)) found.push(String(value));
    if (type === "JSXAttribute") return spoken.test(String((node.name as { name: unknown }).name));
    // What a call, a comparison or the test of a choice is given is not what is shown.
    if (type === "CallExpression" || type === "BinaryExpression") return false;
    return shown || type === "JSXElement" || type === "JSXFragment";
  });
  return found.map((words) => `${path}: ${words.trim()}`);
}

test("a component of the widget has no words of its own: all are texts, so all can be said otherwise", () => {
  expect(files.flatMap(({ path, text }) => findWords(path, text))).toEqual([]);
});

test("words in an element, an attribute or a choice are found, the names of texts and classes are not", () => {
  const code = `const a = <p className="quiet" aria-label={on ? "Shut" : t("close")}>Hello {kind === "deep" && "there"}</p>`;
  expect(findWords("a.tsx", code)).toEqual(["a.tsx: Shut", "a.tsx: Hello", "a.tsx: there"]);
});

test("every text is said somewhere, in the widget or by the server for it", () => {
  const server = readSources([".ts"], ["lib/services/storefront", "lib/texts/say-count.ts"]);
  const all = [...files, ...server].map(({ text }) => text).join("\n");
  const has = (word: string) => new RegExp(`\\b${word}\\b`).test(all);
  // `${view}Title` says the text of every view there is.
  const endings = [...all.matchAll(/\$\{\w+\}([A-Z]\w+)`/g)].map(([, ending = ""]) => ending);
  const isComposed = (key: string) =>
    endings.some((ending) => key.endsWith(ending) && has(key.slice(0, -ending.length)));
  expect(Object.keys(en).filter((key) => !has(key) && !isComposed(key))).toEqual([]);
});

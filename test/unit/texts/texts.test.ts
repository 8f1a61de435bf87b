import { expect, test } from "vitest";
import { shopperCatalogs } from "@/lib/loyalty/explain/shopper/catalogs";
import { widgetLanguages } from "@/lib/schemas/branding/widget-languages";
import { catalogues } from "@/lib/texts/catalogues";
import { chooseLanguage } from "@/lib/texts/choose-language";
import { en } from "@/lib/texts/en";
import { textsFor } from "@/lib/texts/texts-for";
import type { WidgetText } from "@/lib/texts/widget-texts";

const others = widgetLanguages.filter((language) => language !== "en");

const formsOf = (text: WidgetText) => (typeof text === "string" ? [text] : Object.values(text));
const placeholdersOf = (text: string) => [...text.matchAll(/\{[\w:]+\}/g)].map(String).sort();

test.each(others)("%s says everything English says, with the same placeholders", (language) => {
  for (const [key, text] of Object.entries(catalogues[language]) as [keyof typeof en, WidgetText][]) {
    const wanted = placeholdersOf(formsOf(en[key]).at(-1) ?? "");
    for (const form of formsOf(text)) {
      expect(form.trim(), key).not.toBe("");
      // A form for exactly one or two may spell the number out.
      const found = placeholdersOf(form);
      const spelledOut = typeof text !== "string" && !found.includes("{count}");
      expect(found, `${language} ${key}`).toEqual(
        spelledOut ? wanted.filter((name) => name !== "{count}") : wanted,
      );
    }
  }
});

test.each(others)("%s explains everything English explains, with the same placeholders", (language) => {
  const messages: Record<string, string> = shopperCatalogs[language].shopper;
  for (const [key, text] of Object.entries<string>(shopperCatalogs.en.shopper)) {
    expect(placeholdersOf(messages[key] ?? ""), key).toEqual(placeholdersOf(text));
    expect(messages[key], key).not.toBe("");
  }
});

test("French keeps its double punctuation on the line of the word before", () => {
  const all = [
    ...Object.values(catalogues.fr).flatMap(formsOf),
    ...Object.values(shopperCatalogs.fr.shopper),
  ];
  expect(all.filter((text) => / [:;?!»%]|« /.test(text))).toEqual([]);
});

test.each(widgetLanguages)("%s has every plural form its language asks for", (language) => {
  const wanted = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
  for (const [key, text] of Object.entries<WidgetText>(catalogues[language])) {
    // French, Spanish, Italian and Portuguese have a form for round millions, which counts here never reach.
    const missing = typeof text === "string" ? [] : wanted.filter((form) => text[form] === undefined);
    expect(
      missing.filter((form) => language === "ar" || form !== "many"),
      key,
    ).toEqual([]);
  }
});

test("a merchant's own words lie over the widget's, all plural forms at once; other keys are no texts", () => {
  const texts = textsFor("fr", {
    title: "Le club",
    heldCount: "{count} à vous",
    __proto__: "x",
    nothing: "y",
  });
  expect(texts.title).toBe("Le club");
  expect(texts.heldCount).toBe("{count} à vous");
  expect(texts.launcher).toBe("Récompenses");
  expect(Object.keys(texts).sort()).toEqual(Object.keys(en).sort());
});

test("points have the program's name, and the language's word where the program has given none", () => {
  const name = { one: "Leaf", other: "Leaves" };
  expect(textsFor("fr", {}, name).points).toEqual(name);
  expect(textsFor("ja", {}, { one: "Point", other: "Points" }).points).toEqual({ other: "ポイント" });
  expect(textsFor("en", {}, { one: "Point", other: "Points" }).points).toEqual({
    one: "Point",
    other: "Points",
  });
  expect(textsFor("fr", { points: "feuilles" }, name).points).toBe("feuilles");
});

test.each([
  { page: "pt-BR", speaks: "pt", locale: "pt-BR", direction: "ltr" },
  { page: "pt_BR", speaks: "pt", locale: "pt-BR", direction: "ltr" },
  { page: "AR-eg", speaks: "ar", locale: "ar-EG", direction: "rtl" },
  { page: "ja-Jpan-JP-u-ca-japanese", speaks: "ja", locale: "ja-JP", direction: "ltr" },
  { page: "nl", speaks: "de", locale: "de", direction: "ltr" },
  { page: "", speaks: "de", locale: "de", direction: "ltr" },
  { page: "not a language", speaks: "de", locale: "de", direction: "ltr" },
  { page: undefined, speaks: "de", locale: "de", direction: "ltr" },
])("a page in $page of a German shop is spoken to in $speaks", ({ page, speaks, locale, direction }) => {
  const chosen = chooseLanguage(page, { languages: widgetLanguages, defaultLanguage: "de" });
  expect(chosen).toEqual({ language: speaks, locale, direction });
});

test("a language the storefront does not offer is not spoken", () => {
  const chosen = chooseLanguage("fr-FR", { languages: ["en", "de"], defaultLanguage: "en" });
  expect(chosen).toEqual({ language: "en", locale: "en", direction: "ltr" });
});

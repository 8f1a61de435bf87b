import { expect, test } from "vitest";
import { describeBrandingChanges } from "@/lib/format/describe-branding-changes";
import { defaultLook } from "@/lib/schemas/branding/default-look";

const before = { all: defaultLook, channels: {} };

test("every kind of change has its words, common ones first, in the order of the form", () => {
  const after = {
    channels: { "2": { texts: { de: { title: "Bonus" } }, hideOnMobile: true, icon: "gift" } },
    all: {
      ...defaultLook,
      texts: { en: { title: "Perks" } },
      launcherLabel: "Club",
      position: { side: "start", inline: 16, block: 30 },
      languages: ["en", "de"],
      color: "#8a1538",
    },
  };
  expect(describeBrandingChanges(before, after, { "2": "Wholesale" })).toEqual([
    "Colour: #1f5c45 → #8a1538",
    "Side: right → left",
    "Distance from the bottom: 16 px → 30 px",
    "Launcher text: each language’s own → “Club”",
    "Languages: en, es, fr, de, it, pt, ja, ar → en, de",
    "Text “title” (en): Laurel’s own → “Perks”",
    "Wholesale · Icon: as on all storefronts → gift",
    "Wholesale · Hidden on phones: as on all storefronts → yes",
    "Wholesale · Text “title” (de): as on all storefronts → “Bonus”",
  ]);
});

test("the same looks in another order of keys are no change", () => {
  const { color, ...rest } = defaultLook;
  expect(describeBrandingChanges(before, { channels: {}, all: { ...rest, color } })).toEqual([]);
});

test("a storefront that is gone is told by its id", () => {
  const after = { ...before, channels: { "9": { color: "#000000" } } };
  expect(describeBrandingChanges(before, after)).toEqual([
    "Storefront 9 · Colour: as on all storefronts → #000000",
  ]);
});

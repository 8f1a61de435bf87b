import { expect, test, vi } from "vitest";
import { createFormat } from "@/components/widget/messages/create-format";
import { createTranslate } from "@/components/widget/messages/create-translate";
import { groupByDay, relativeDay } from "@/components/widget/messages/group-by-day";
import { waitingTexts } from "@/components/widget/messages/waiting-texts";
import { en } from "@/lib/texts/en";

const points = { one: "point", other: "points" };

test("points are named by the store's own word in the form the number asks for", () => {
  const format = createFormat("en", points);
  expect([0, 1, 2, 1240].map(format.points)).toEqual(["0 points", "1 point", "2 points", "1,240 points"]);
});

test("changes carry their sign, a true minus and not a hyphen", () => {
  const { signed } = createFormat("en", points);
  expect([120, -60, 0].map(signed)).toEqual(["+120", "\u221260", "0"]);
});

test("money is written the reader's way, without empty decimals", () => {
  expect(createFormat("en", points).money(10, "USD")).toBe("$10");
  expect(createFormat("en", points).money(0.5, "EUR")).toBe("€0.50");
  expect(createFormat("de", points).money(1234.5, "EUR")).toBe("1.234,50\u00a0€");
  expect(createFormat("en", points).money(100, "JPY")).toBe("¥100");
});

test("in Japanese a number and what it counts are one word; in Arabic a dollar keeps its letters", () => {
  expect(createFormat("ja", { other: "ポイント" }).points(1240)).toBe("1,240ポイント");
  expect(createFormat("ar", points).money(5, "USD")).toMatch(/^\u200f.*US\$\u200e$/);
  expect(createFormat("es", points).money(5, "USD")).not.toContain("\u200e");
});

test("among Arabic words a merchant's own keep their order, in other languages they need no marks", () => {
  const texts = { nudgeReward: "لديك ما يكفي: {reward}" };
  expect(createTranslate(texts, "ar")("nudgeReward", { reward: "$5 off" })).toBe(
    "لديك ما يكفي: \u2068$5 off\u2069",
  );
  expect(createTranslate(texts, "en")("nudgeReward", { reward: "$5 off" })).toBe("لديك ما يكفي: $5 off");
});

test("a message with forms follows the plural rules of its language", () => {
  const t = createTranslate(en, "en");
  expect(t("earnHold", { count: 1 })).toBe("Yours 1 day after the order");
  expect(t("earnHold", { count: 14 })).toBe("Yours 14 days after the order");
  const polish = {
    ...en,
    earnHold: { one: "dzień", few: "dni ({count})", many: "dni [{count}]", other: "dnia" },
  };
  const pl = createTranslate(polish, "pl");
  expect([1, 3, 5].map((count) => pl("earnHold", { count }))).toEqual(["dzień", "dni (3)", "dni [5]"]);
});

test("a placeholder without a value stays visible, and values are never read as patterns", () => {
  const t = createTranslate(en, "en");
  expect(t("hello")).toBe("Hello, {name}");
  expect(t("hello", { name: "$& {x}" })).toBe("Hello, $& {x}");
});

test("what every object has is no value: a merchant's text that names it stays as it is", () => {
  const t = createTranslate({ ...en, hello: "{constructor} {toString} {__proto__}" }, "en");
  expect(t("hello", { name: "Ada" })).toBe("{constructor} {toString} {__proto__}");
});

test("points without a number have the form of a handful: several, not hundreds", () => {
  const arabic = { one: "نقطة", two: "نقطتان", few: "نقاط", many: "نقطة", other: "نقطة" };
  expect(createFormat("ar", arabic).pointsName).toBe("نقاط");
  expect(createFormat("en", points).pointsName).toBe("points");
  expect(createFormat("fr", "feuilles").pointsName).toBe("feuilles");
});

test("the words that wait for the program need none of the browser's language data, which takes long to load", () => {
  const makers = (["NumberFormat", "PluralRules", "DateTimeFormat"] as const).map((name) =>
    vi.spyOn(Intl, name),
  );
  makers.push(vi.spyOn(Number.prototype, "toLocaleString") as never);
  createFormat("en", "");
  expect(createTranslate(waitingTexts, "en")("loading")).toBe(waitingTexts.loading);
  expect(makers.flatMap(({ mock }) => mock.calls)).toEqual([]);
  vi.restoreAllMocks();
});

test("history is grouped by the reader's own days, in the order given", () => {
  const at = (hours: number) => ({ created_at: new Date(2026, 10, 24, hours).toISOString() });
  const groups = groupByDay([at(20), at(1), at(-1), at(-30)]);
  expect(groups.map(({ date, items }) => [date.getDate(), items.length])).toEqual([
    [24, 2],
    [23, 1],
    [22, 1],
  ]);
  const now = new Date(2026, 10, 24, 9);
  expect(groups.map(({ day }) => relativeDay(day, now))).toEqual(["today", "yesterday", null]);
});

test("yesterday is yesterday across the turn of a year", () => {
  const [group] = groupByDay([{ created_at: new Date(2026, 11, 31, 23).toISOString() }]);
  expect(relativeDay(group?.day ?? "", new Date(2027, 0, 1, 0, 5))).toBe("yesterday");
});

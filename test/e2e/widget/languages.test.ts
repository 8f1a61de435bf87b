import { sandbox } from "@/test/support/use-sandbox";
import "./app-port";

import AxeBuilder from "@axe-core/playwright";
import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { widgetLanguages } from "@/lib/schemas/branding/widget-languages";
import { publishProgram } from "@/lib/services/program/publish-program";
import { catalogues } from "@/lib/texts/catalogues";
import { connectShop, serveRewards } from "./serve-rewards";
import { openPanel, type Stage, setStage } from "./stage";

let stage: Stage;
beforeAll(async () => {
  stage = await setStage();
  await connectShop(stage, sandbox);
  const rewards = [
    {
      key: "five",
      type: "fixed_amount",
      name: "5 €",
      pointsPrice: 500,
      value: "5.00",
      minimumSpend: "20.00",
    },
    {
      key: "slide",
      type: "variable_amount",
      name: "1–10 €",
      variable: { step: 100, stepValue: "1.00", min: 100, max: 1000 },
    },
  ];
  await publishProgram({ storeId: stage.shop.id, document: { rewards }, now: new Date() });
});
afterEach(() => stage.endVisits());
afterAll(() => stage.strike());

async function visit(lang: string, as: number, more: { dir?: "rtl"; width?: number } = {}) {
  const customerId = await stage.member(as);
  await stage.givePoints(customerId, 1700);
  const viewport = { width: more.width ?? 1100, height: 800 };
  const browser = { reducedMotion: "reduce", viewport } as const;
  const seen = await stage.visit({ as, lang, ...(more.dir ? { dir: more.dir } : {}), browser });
  await serveRewards(stage, seen.page);
  return seen;
}

const widget = (page: Page) => page.locator("laurel-widget");

async function expectTidy(page: Page) {
  const { violations } = await new AxeBuilder({ page }).include("laurel-widget").analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)])).toEqual([]);
  const body = widget(page).locator(".body");
  expect(await body.evaluate((element) => element.scrollWidth - element.clientWidth)).toBe(0);
  // No placeholder left open, no key instead of a text.
  expect(await widget(page).getByRole("dialog").textContent()).not.toMatch(/\{\w+\}|undefined|NaN/);
}

test.each(widgetLanguages.map((language, index) => ({ language, as: index + 1 })))(
  "a page in $language is spoken to in $language, in every view",
  async ({ language, as }) => {
    const words = catalogues[language];
    const { page, problems } = await visit(language, as, { width: 320 });
    await openPanel(page);
    await page.getByRole("heading", { name: String(words.earnTitle) }).waitFor();
    await page.getByRole("dialog", { name: String(words.launcher), exact: true }).waitFor();
    expect(await widget(page).getAttribute("lang")).toBe(language);
    await expectTidy(page);
    await openPanel(page, "redeem");
    await page.getByText("5 €").first().waitFor();
    await expectTidy(page);
    await openPanel(page, "rewards");
    await page.getByText(String(words.heldEmptyTitle)).waitFor();
    await expectTidy(page);
    await openPanel(page, "history");
    await page.getByRole("heading", { name: String(words.today) }).waitFor();
    await expectTidy(page);
    expect(problems).toEqual([]);
  },
);

test("in Arabic everything runs from right to left, from the launcher to the bought reward", async () => {
  const { page, problems } = await visit("ar-EG", 20, { dir: "rtl" });
  const launcher = widget(page).locator("button[aria-haspopup]");
  expect((await launcher.boundingBox())?.x).toBeLessThan(40);
  await launcher.click();
  await page.getByRole("heading", { name: "طرق الكسب" }).waitFor();
  expect((await widget(page).getByRole("dialog").boundingBox())?.x).toBeLessThan(40);
  expect(await launcher.textContent()).toBe("المكافآت");
  const text = page.getByText("مرحبًا، Ada");
  expect(await text.evaluate((element) => getComputedStyle(element).direction)).toBe("rtl");
  await openPanel(page, "redeem");
  await page.getByRole("button", { name: "استبدال 1–10 €" }).click();
  const slider = page.getByRole("slider");
  await slider.focus();
  await page.keyboard.press("Home");
  const least = await slider.inputValue();
  // The arrow to the left leads on, as the text does.
  await page.keyboard.press("ArrowLeft");
  expect([least, await slider.inputValue()]).toEqual(["100", "200"]);
  await expectTidy(page);
  await page.getByRole("button", { name: /^استبدال مقابل/ }).click();
  await page.getByRole("heading", { name: "أصبحت لك" }).waitFor();
  expect(
    await widget(page)
      .getByRole("textbox")
      .evaluate((field) => getComputedStyle(field).direction),
  ).toBe("ltr");
  await expectTidy(page);
  await openPanel(page, "history");
  await page.getByRole("heading", { name: "اليوم" }).waitFor();
  await expectTidy(page);
  expect(problems).toEqual([]);
});

test("the history is explained in the language of the page", async () => {
  const { page } = await visit("de-AT", 30);
  await openPanel(page, "history");
  await page.getByText("Vom Shop geändert").waitFor();
  await page.getByRole("heading", { name: "Heute" }).waitFor();
});

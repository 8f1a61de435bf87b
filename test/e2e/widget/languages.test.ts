import { sandbox } from "@/test/support/use-sandbox";
import "./app-port";

import AxeBuilder from "@axe-core/playwright";
import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { widgetLanguages } from "@/lib/schemas/branding/widget-languages";
import { programItemId } from "@/lib/services/program/program-item-id";
import { publishProgram } from "@/lib/services/program/publish-program";
import { issueRedemption } from "@/lib/services/redemptions/issue-redemption";
import { purchaseReward } from "@/lib/services/redemptions/purchase-reward";
import { getStorefrontProgram } from "@/lib/services/storefront/get-storefront-program";
import { catalogues } from "@/lib/texts/catalogues";
import { leftInEnglish, saidInWidget, shape } from "./left-in-english";
import { connectShop, serveRewards } from "./serve-rewards";
import { openPanel, type Stage, setStage } from "./stage";

let stage: Stage;
const points = (amount: number) => ({ kind: "points", points: amount });
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
  const five = { kind: "reward", rewardKey: "five" };
  const vip = {
    enabled: true,
    tiers: [
      { key: "one", name: "1", milestone: "0.00", perks: [{ name: "+" }] },
      { key: "two", name: "2", milestone: "500.00", multiplier: "1.5", entryRewards: [points(250), five] },
    ],
  };
  const referrals = { enabled: true, friendReward: five, advocateReward: points(400) };
  await publishProgram({ storeId: stage.shop.id, document: { rewards, vip, referrals }, now: new Date() });
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
  return { ...seen, customerId };
}

const widget = (page: Page) => page.locator("laurel-widget");

async function expectTidy(page: Page) {
  const { violations } = await new AxeBuilder({ page }).include("laurel-widget").analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)])).toEqual([]);
  const body = widget(page).locator(".body");
  expect(await body.evaluate((element) => element.scrollWidth - element.clientWidth)).toBe(0);
  // No placeholder left open, no key instead of a text.
  expect(await widget(page).getByRole("dialog").textContent()).not.toMatch(/\{\w+\}|undefined|NaN/);
  expect(await page.evaluate(saidInWidget).then(leftInEnglish)).toEqual([]);
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

/** What the account says once VIP levels, referrals and expiry know this shopper. */
async function tellMore(page: Page) {
  const { vip_tiers: tiers } = await getStorefrontProgram(stage.shop.id, 1);
  await page.route("**/api/storefront/account", async (route) => {
    const response = await route.fetch();
    if (response.status() !== 200) return route.fulfill({ response });
    const { customer } = await response.json();
    const more = {
      vip_status: {
        vip_tier_id: tiers[0]?.id,
        next_vip_tier_id: tiers[1]?.id,
        delta_to_next_vip_tier: 120.5,
      },
      referral_url: "https://shop.example/?ref=ada",
      points_expiring: { points: 70, at: "2099-05-04T00:00:00.000Z" },
    };
    await route.fulfill({ response, json: { customer: { ...customer, ...more } } });
  });
}

/** Two rewards in hand, the older one's code on the order. */
async function holdTwo(page: Page, customerId: bigint) {
  const codes: string[] = [];
  for (const requestId of ["holding-one", "holding-two"]) {
    const { redemption } = await purchaseReward({
      storeId: stage.shop.id,
      customerId,
      productId: programItemId(stage.shop.id, "points_product", "five"),
      pointsToSpend: null,
      requestId,
      origin: null,
      now: new Date(),
    });
    await issueRedemption({ storeId: stage.shop.id, redemptionId: redemption.id, now: new Date() });
    const { code } = await db().redemption.findUniqueOrThrow({ where: { id: redemption.id } });
    codes.push(String(code));
  }
  const { origin } = stage.site;
  await page.route(`${origin}/api/storefront/carts`, (route) => route.fulfill({ json: [{ id: "c" }] }));
  await page.route(`${origin}/api/storefront/checkouts/c`, (route) =>
    route.fulfill({ json: { version: 1, coupons: [{ code: codes[0] }] } }),
  );
}

test.each(widgetLanguages.map((language, index) => ({ language, as: index + 101 })))(
  "levels, referrals, news, the offer to combine and call-outs are in $language too",
  async ({ language, as }) => {
    const words = catalogues[language];
    const dir = language === "ar" ? ({ dir: "rtl" } as const) : {};
    const { page, problems, customerId } = await visit(language, as, { width: 320, ...dir });
    await tellMore(page);
    await holdTwo(page, customerId);
    await openPanel(page);
    await page.getByText(shape(words.nudgeReward)).waitFor();
    await page.getByText(shape(words.nudgeExpiring)).waitFor();
    await page.getByRole("button", { name: String(words.vipTitle) }).waitFor();
    await expectTidy(page);
    await openPanel(page, "vip");
    await page.getByText(shape(words.vipNext)).waitFor();
    await expectTidy(page);
    await openPanel(page, "refer");
    await page.getByText(shape(words.referYou)).waitFor();
    await page.getByRole("button", { name: String(words.referCopy) }).click();
    await page.getByRole("button", { name: String(words.referCopied) }).waitFor();
    await expectTidy(page);
    await openPanel(page, "rewards");
    await page.getByRole("button", { name: shape(words.merge) }).waitFor();
    await expectTidy(page);
    await page
      .getByRole("button", { name: String(words.apply) })
      .first()
      .click();
    await page.getByText(String(words.applyOccupied)).waitFor();
    await page
      .locator("laurel-widget .held")
      .first()
      .getByRole("button", { name: shape(words.merge) })
      .waitFor();
    await expectTidy(page);
    if (dir.dir) expect(await inlineEnds(page)).toEqual({ reads: "rtl", codeReads: "ltr" });
    await page.keyboard.press("Escape");
    await page.evaluate(() => {
      for (const [name, value] of [
        ["price", "10"],
        ["cart", "77:2:20"],
      ] as const) {
        const marker = document.createElement("laurel-points");
        marker.setAttribute("product", "999");
        marker.setAttribute(name, value);
        document.querySelector("main")?.append(marker);
      }
    });
    await page
      .locator("laurel-points", { hasText: shape(words.calloutProduct) })
      .first()
      .waitFor();
    await page.locator("laurel-points[cart]", { hasText: shape(words.calloutCart) }).waitFor();
    expect(problems).toEqual([]);
  },
);

/** Which way the panel runs, and which way a code does. */
const inlineEnds = (page: Page) =>
  widget(page)
    .locator(".held")
    .first()
    .evaluate((card) => {
      const field = card.querySelector("input");
      return {
        reads: getComputedStyle(card).direction,
        codeReads: field && getComputedStyle(field).direction,
      };
    });

test("in Arabic everything runs from right to left, from the launcher to the bought reward", async () => {
  const { page, problems } = await visit("ar-EG", 20, { dir: "rtl" });
  const launcher = widget(page).locator("button[aria-haspopup]");
  expect((await launcher.boundingBox())?.x).toBeLessThan(40);
  await launcher.click();
  await page.getByRole("heading", { name: "طرق الكسب" }).waitFor();
  expect((await widget(page).getByRole("dialog").boundingBox())?.x).toBeLessThan(40);
  expect(await launcher.textContent()).toBe("المكافآت");
  const text = page.getByText("مرحبًا، \u2068Ada\u2069");
  expect(await text.evaluate((element) => getComputedStyle(element).direction)).toBe("rtl");
  await openPanel(page, "redeem");
  await page.getByRole("button", { name: "استبدال \u20681–10 €\u2069" }).click();
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

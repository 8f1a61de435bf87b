import { sandbox } from "@/test/support/use-sandbox";
import "./app-port";

import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { pool } from "@/lib/db/client";
import type { Look } from "@/lib/schemas/branding/branding-document";
import { defaultLook } from "@/lib/schemas/branding/default-look";
import { publishBranding } from "@/lib/services/branding/publish-branding";
import { publishProgram } from "@/lib/services/program/publish-program";
import { connectShop, serveRewards } from "./serve-rewards";
import { openPanel, type Stage, setStage } from "./stage";

let stage: Stage;
let published = 0;
beforeAll(async () => {
  stage = await setStage();
  await connectShop(stage, sandbox);
});
afterEach(() => stage.endVisits());
afterAll(() => stage.strike());

const hostile = [
  { kind: "markup", piece: '<img src=x onerror="window.struck=1"><script>window.struck=1</script>' },
  { kind: "one endless word", piece: "WWWWWWWWWW" },
  { kind: "people made of four emoji", piece: "👩‍👩‍👧‍👦" },
  { kind: "direction overrides", piece: "\u202eabc\u2067def\u202d" },
  { kind: "names of what every object has", piece: "__proto__ constructor toString " },
  { kind: "stacked accents", piece: "Z̸̡̢̛̗͎̣͐̈́͘a" },
];

/** As long a text of whole pieces as `max` UTF-16 units allow; of a piece that is longer, its beginning. */
const fill = (piece: string, max: number) =>
  piece.length > max ? piece.slice(0, max) : piece.repeat(Math.floor(max / piece.length)).trim();

async function publishAll(piece: string) {
  const [label, name, text] = [fill(piece, 40), fill(piece, 120), fill(piece, 300)];
  const reward = { type: "fixed_amount", name, pointsPrice: 500, value: "5.00", terms: fill(piece, 2000) };
  await publishProgram({
    storeId: stage.shop.id,
    document: {
      points: { name: { one: label, other: label } },
      rewards: [
        { ...reward, key: "first" },
        { ...reward, key: "second", pointsPrice: 5000 },
      ],
    },
    now: new Date(),
  });
  const plain = [
    "title",
    "earnTitle",
    "earnOrder",
    "balance",
    "redeem",
    "offerAll",
    "historyAll",
    "historyWhy",
  ];
  const texts: Look["texts"] = { en: Object.fromEntries(plain.map((key) => [key, text])) };
  const { number } = await publishBranding({
    storeId: stage.shop.id,
    authorId: 1n,
    document: { all: { ...defaultLook, launcherLabel: label, texts }, channels: {} },
    basedOn: published,
    draft: null,
  });
  published = number;
  return { label, name, text };
}

const launcherOf = (page: Page) => page.locator("laurel-widget button[aria-haspopup]");

/** What of these elements stands outside the window, or runs out of itself sideways. */
const outside = (page: Page, selector: string) =>
  page.locator(`laurel-widget ${selector}`).evaluateAll((elements) =>
    elements
      .filter((element) => element.checkVisibility())
      .filter((element) => {
        const { left, right } = element.getBoundingClientRect();
        return left < 0 || right > innerWidth || element.scrollWidth > element.clientWidth + 1;
      })
      .map((element) => `${element.tagName}.${element.className}`),
  );

test.each(hostile)(
  "$kind, as label, text and name is shown as it is, does nothing and stays inside",
  async (of) => {
    const { label, name, text } = await publishAll(of.piece);
    const as = 100 + published;
    const customer = await stage.member(as);
    await stage.givePoints(customer, 600);
    await pool().query("UPDATE customers SET first_name = $2 WHERE id = $1", [customer, name]);
    const { page, problems } = await stage.visit({
      as,
      browser: { viewport: { width: 320, height: 640 }, reducedMotion: "reduce" },
    });
    await serveRewards(stage, page);
    const launcher = launcherOf(page);
    await launcher.waitFor();
    expect(await launcher.textContent()).toBe(label);
    expect(await outside(page, "button[aria-haspopup]")).toEqual([]);

    await openPanel(page);
    await page.getByRole("heading", { name: text, exact: true }).first().waitFor();
    expect(await launcher.textContent()).toBe(label);
    for (const [view, sign] of [
      ["home", ".rows"],
      ["redeem", ".reward"],
      ["history", ".rows .change"],
    ] as const) {
      await openPanel(page, view);
      await page.locator(`laurel-widget ${sign}`).first().waitFor();
      expect(await outside(page, ":is(.body, .card, .button, h2, h3, b):not(.sr)"), view).toEqual([]);
      const top = await page.locator("laurel-widget .top").boundingBox();
      expect(top?.height, view).toBeLessThan(640 * 0.6);
      expect(await outside(page, ".tool:last-child"), view).toEqual([]);
    }
    await openPanel(page, "redeem");
    expect(await page.locator("laurel-widget .reward b").first().textContent()).toBe(name);
    expect(await page.evaluate(() => "struck" in window)).toBe(false);
    expect(await page.locator("laurel-widget :is(img, script)").count()).toBe(0);
    expect(problems).toEqual([]);
  },
);

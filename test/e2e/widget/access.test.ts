import AxeBuilder from "@axe-core/playwright";
import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { openPanel, type Stage, setStage } from "./stage";

let stage: Stage;
beforeAll(async () => {
  stage = await setStage();
  const customerId = await stage.member(1);
  await stage.givePoints(customerId, 1240, { description: "Welcome" });
  for (let points = 1; points <= 24; points++) await stage.givePoints(customerId, points);
});
afterEach(() => stage.endVisits());
afterAll(() => stage.strike());

const focused = (page: Page) =>
  page.evaluate(() => {
    const host = document.activeElement;
    const inner = host?.shadowRoot?.activeElement ?? host;
    return inner?.getAttribute("aria-label") ?? inner?.textContent?.trim() ?? "";
  });

test("by keyboard alone: open, walk through, go on to another view, close, and focus is back where it was", async () => {
  const { page } = await stage.visit({ as: 1 });
  await page.locator("#search").focus();
  await page.keyboard.press("Tab");
  expect(await focused(page)).toBe("Rewards");
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "See all activity" }).waitFor();
  expect(await focused(page)).toBe("Rewards");
  const seen: string[] = [];
  for (let step = 0; step < 12; step++) {
    await page.keyboard.press("Tab");
    seen.push(await focused(page));
  }
  expect(seen).toContain("Close rewards");
  expect(seen).toContain("See all activity");
  expect(seen.some((name) => name.startsWith("My points"))).toBe(false);
  await page.getByRole("button", { name: "See all activity" }).focus();
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Today" }).waitFor();
  expect(await focused(page)).toBe("Activity");
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "hidden" });
  expect(await focused(page)).toBe("Rewards");
});

test("a dialog is announced with its name, the launcher says whether it is open", async () => {
  const { page, launcher } = await stage.visit({ as: 1 });
  expect(await launcher.getAttribute("aria-expanded")).toBe("false");
  await launcher.click();
  const dialog = page.getByRole("dialog", { name: "Rewards" });
  await dialog.waitFor();
  expect(await page.locator("laurel-widget button[aria-haspopup]").getAttribute("aria-expanded")).toBe(
    "true",
  );
  await page.getByRole("status").getByText("Your balance is 1,540 Points.").waitFor();
});

const views = [
  ["the launcher alone", { as: undefined, view: null }],
  ["the guest view", { as: undefined, view: undefined }],
  ["a member's home", { as: 1, view: undefined }],
  ["a member's history", { as: 1, view: "history" }],
] as const;

test.each(views)("axe finds nothing in %s, wide and narrow", async (_name, { as, view }) => {
  for (const width of [1100, 360]) {
    const { page } = await stage.visit({
      ...(as ? { as } : {}),
      browser: { viewport: { width, height: 800 }, reducedMotion: "reduce" },
    });
    if (view !== null) {
      await openPanel(page, view);
      await page
        .getByRole("heading", { name: as ? /Activity/ : /Earn/ })
        .first()
        .waitFor();
    }
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)])).toEqual([]);
    await stage.endVisits();
  }
});

test("on a phone the panel is a sheet as wide as the screen, at 320 px nothing runs out sideways", async () => {
  const { page, launcher } = await stage.visit({
    as: 1,
    browser: { viewport: { width: 320, height: 568 }, reducedMotion: "reduce", hasTouch: true },
  });
  await launcher.click();
  await page.getByRole("button", { name: "See all activity" }).waitFor();
  const box = await page.getByRole("dialog").boundingBox();
  expect(box).toMatchObject({ x: 0, width: 320 });
  expect((box?.y ?? 0) + (box?.height ?? 0)).toBe(568);
  const body = page.locator("laurel-widget .body");
  expect(await body.evaluate((it) => it.scrollWidth - it.clientWidth)).toBe(0);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
});

test("readers who asked for less motion get none", async () => {
  const { page, launcher } = await stage.visit({ as: 1, browser: { reducedMotion: "reduce" } });
  await launcher.click();
  await page.getByRole("button", { name: "See all activity" }).waitFor();
  const moving = await page.evaluate(() => document.getAnimations().length);
  expect(moving).toBe(0);
});

import "./app-port";

import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { pool } from "@/lib/db/client";
import type { Branding, Look } from "@/lib/schemas/branding/branding-document";
import { defaultLook } from "@/lib/schemas/branding/default-look";
import { publishBranding } from "@/lib/services/branding/publish-branding";
import { startShopSite } from "./shop-site";
import { openPanel, type Stage, setStage } from "./stage";

let stage: Stage;
let second: Awaited<ReturnType<typeof startShopSite>>;
let published = 0;

beforeAll(async () => {
  stage = await setStage();
  second = await startShopSite(() => `${stage.app.url}/widget.js?store=${stage.shop.hash}&channel=2`);
  await pool().query(
    `INSERT INTO channels (store_id, bc_channel_id, name, platform, status, origins, updated_at)
     VALUES ($1, 2, 'Second', 'bigcommerce', 'active', ARRAY[$2], now())`,
    [stage.shop.id, second.origin],
  );
});
afterEach(() => stage.endVisits());
afterAll(async () => {
  await Promise.all([stage.strike(), second.stop()]);
});

async function publish(change: Partial<Look>, channels: Branding["channels"] = {}) {
  const { number } = await publishBranding({
    storeId: stage.shop.id,
    authorId: 1n,
    document: { all: { ...defaultLook, ...change }, channels },
    basedOn: published,
    draft: null,
  });
  published = number;
}

const launcherOf = (page: Page) => page.locator("laurel-widget button[aria-haspopup]");
const colorOf = (page: Page) =>
  launcherOf(page).evaluate((button) => getComputedStyle(button).backgroundColor);
const box = (page: Page, selector: string) =>
  page.locator(selector).evaluate((element) => {
    const { left, right, bottom } = element.getBoundingClientRect();
    return { left, right: innerWidth - right, bottom: innerHeight - bottom };
  });

test("each storefront of a store wears its own colours, words and place, in launcher and panel", async () => {
  await publish(
    { color: "#00305c", panelColor: "#ffffff" },
    { "2": { color: "#8a1538", launcherLabel: "Club", position: { side: "start", inline: 40, block: 24 } } },
  );
  const { page, problems } = await stage.visit();
  expect(await colorOf(page)).toBe("rgb(0, 48, 92)");
  expect(await launcherOf(page).textContent()).toBe("Rewards");
  expect(await box(page, "laurel-widget button[aria-haspopup]")).toMatchObject({ right: 16, bottom: 16 });

  await page.goto(second.page());
  await launcherOf(page).waitFor();
  expect(await colorOf(page)).toBe("rgb(138, 21, 56)");
  expect(await launcherOf(page).textContent()).toBe("Club");
  expect(await box(page, "laurel-widget button[aria-haspopup]")).toMatchObject({ left: 40, bottom: 24 });
  await openPanel(page);
  const dialog = page.getByRole("dialog", { name: "Club" });
  const join = dialog.getByRole("link", { name: "Create account" });
  await join.waitFor();
  expect(await join.evaluate((link) => getComputedStyle(link).backgroundColor)).toBe("rgb(138, 21, 56)");
  expect(await dialog.evaluate((panel) => getComputedStyle(panel).backgroundColor)).toBe(
    "rgb(255, 255, 255)",
  );
  await expect.poll(async () => (await box(page, "laurel-widget dialog")).left, { timeout: 10_000 }).toBe(40);
  // A guest's question who they are is a 404 by design.
  expect(problems.filter((problem) => !problem.includes("404"))).toEqual([]);
});

test("the place is mirrored with the direction of the page, and the panel follows", async () => {
  await publish({ position: { side: "end", inline: 30, block: 10 } });
  const { page } = await stage.visit();
  await openPanel(page);
  await page.getByRole("link", { name: "Create account" }).waitFor();
  await page.locator("laurel-widget").evaluate((host) => {
    (host as HTMLElement).dir = "rtl";
  });
  await expect.poll(async () => (await box(page, "laurel-widget dialog")).left, { timeout: 10_000 }).toBe(30);
  expect(await box(page, "laurel-widget button[aria-haspopup]")).toMatchObject({ left: 30, bottom: 10 });
});

test("hidden on phones means no launcher there, while the shop's own links still open the panel", async () => {
  await publish({ hideOnMobile: true });
  const phone = { browser: { viewport: { width: 390, height: 700 } } };
  const { page } = await stage.visit(phone);
  await launcherOf(page).waitFor({ state: "attached" });
  expect(await launcherOf(page).isVisible()).toBe(false);
  await openPanel(page);
  await page.getByRole("link", { name: "Create account" }).waitFor();
  const wide = await stage.visit();
  expect(await launcherOf(wide.page).isVisible()).toBe(true);
});

test("guests are led to the merchant's own addresses", async () => {
  await publish({ signInUrl: "/konto#anmelden", createAccountUrl: "https://accounts.example/new?shop=1" });
  const { page } = await stage.visit();
  await openPanel(page);
  expect(await page.getByRole("link", { name: "Create account" }).getAttribute("href")).toBe(
    "https://accounts.example/new?shop=1",
  );
  expect(await page.getByRole("link", { name: "Sign in" }).getAttribute("href")).toBe("/konto#anmelden");
});

test("the icon is drawn, or not, also under a policy that lets no image in", async () => {
  const policy = `default-src 'none'; script-src 'nonce-page'; style-src 'nonce-page'; connect-src 'self' ${stage.app.url}`;
  const icon = (page: Page) =>
    launcherOf(page).evaluate((button) => {
      const { content, clipPath, width } = getComputedStyle(button, "::before");
      return { isDrawn: content !== "none" && clipPath.startsWith("path("), width };
    });
  await publish({ icon: "heart" });
  const heart = await stage.visit({ policy });
  expect(await icon(heart.page)).toEqual({ isDrawn: true, width: "24px" });
  expect(heart.problems).toEqual([]);
  await publish({ icon: "none" });
  expect((await icon((await stage.visit({ policy })).page)).isDrawn).toBe(false);
});

test("a page's own styles change neither the colours nor the place", async () => {
  await publish({ color: "#8a1538" });
  const { page } = await stage.visit({
    css: "*{--brand:blue!important;--side:auto 300px!important}laurel-widget{inset-inline-end:300px!important}",
  });
  expect(await colorOf(page)).toBe("rgb(138, 21, 56)");
  expect(await box(page, "laurel-widget button[aria-haspopup]")).toMatchObject({ right: 16, bottom: 16 });
});

test("the merchant's own words are said in their language on their storefront, and nowhere else", async () => {
  await publish(
    { texts: { de: { guestJoin: "Mitmachen" } } },
    { "2": { texts: { de: { guestTitle: "{points} <b>&amp; mehr</b>" } } } },
  );
  const { page } = await stage.visit({ lang: "de" });
  await openPanel(page);
  await page.getByRole("link", { name: "Mitmachen" }).waitFor();
  expect(await page.getByRole("heading", { name: "mehr" }).count()).toBe(0);
  await page.goto(second.page({ lang: "de" }));
  await launcherOf(page).waitFor();
  await openPanel(page);
  await page.getByRole("link", { name: "Mitmachen" }).waitFor();
  await page.getByRole("heading", { name: "Punkte <b>&amp; mehr</b>" }).waitFor();
  await page.goto(second.page({ lang: "en" }));
  await launcherOf(page).waitFor();
  await openPanel(page);
  await page.getByRole("link", { name: "Create account" }).waitFor();
});

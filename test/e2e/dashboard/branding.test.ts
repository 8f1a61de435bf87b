import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { pool } from "@/lib/db/client";
import { addBackground, createDashboardStore, type DashboardStore } from "@/test/factories/dashboard-store";
import { overflow, type Stage, seriousFindings, setStage } from "./stage";

let stage: Stage;
let store: DashboardStore;
let shops: Awaited<ReturnType<typeof openShops>>;

beforeAll(async () => {
  stage = await setStage();
  shops = await openShops();
});
beforeEach(async () => {
  store = await createDashboardStore();
  await addBackground(store);
  await pool().query("UPDATE channels SET origins = ARRAY[$2] WHERE store_id = $1", [
    String(store.storeId),
    shops.origin,
  ]);
});
afterAll(async () => {
  await stage.end();
  await shops.close();
});

/** Pages that carry the script of one storefront each, at `/{store}/{channel}`. */
async function openShops() {
  const server = createServer((request, response) => {
    const [, hash, channel] = (request.url ?? "").split("/");
    response.writeHead(200, { "content-type": "text/html" });
    response.end(
      `<!doctype html><html lang="en"><title>Shop</title><body><h1>Shop</h1><script src="${stage.app.url}/widget.js?store=${hash}&amp;channel=${channel}" defer></script>`,
    );
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    origin,
    /** The launcher's words, colour and side and the panel's first words, as a shopper who comes now sees them. */
    async look(channel: number) {
      const { page } = await stage.open("/api/health");
      await page.goto(`${origin}/${store.hash}/${channel}`);
      const launcher = page.locator("laurel-widget").getByRole("button");
      await launcher.waitFor();
      const found = await launcher.evaluate((button) => ({
        text: button.textContent,
        color: getComputedStyle(button).backgroundColor,
        isLeft: button.getBoundingClientRect().left < innerWidth / 2,
      }));
      await launcher.click();
      const title = await page.getByRole("dialog").getByRole("heading", { level: 3 }).first().textContent();
      await page.context().close();
      return { ...found, title };
    },
    close: () => new Promise((done) => server.close(done)),
  };
}

const ownTitle = "Earn Sprigs every time you shop";
const green = "rgb(31, 92, 69)";
const wine = "rgb(138, 21, 56)";

async function openBranding(size?: { width: number; height: number }) {
  const opened = await stage.open(`/dashboard/branding?code=${await store.createCode()}`, size);
  await opened.page.waitForURL((url) => !url.searchParams.has("code"));
  const preview = opened.page.frameLocator('iframe[title="Preview of the widget"]');
  await preview.getByRole("dialog").waitFor();
  return { ...opened, preview };
}

const tick = (page: Page, name: string) => page.getByRole("radio", { name, exact: true }).click();

/** Polls a page for what a merchant would see. */
const seen = (read: () => Promise<unknown>) => expect.poll(read, { timeout: 10_000 });

/** Done when the history has the version: a message of an earlier publish may still stand there. */
async function publish(page: Page, number: number) {
  await page.getByRole("button", { name: "Publish…" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Publish", exact: true }).click();
  await page.getByText(`Version ${number}`, { exact: true }).waitFor();
}

test("a merchant changes one storefront's colour, text and side, sees it at once, publishes it there alone, and takes it back", async () => {
  const { page, preview, problems } = await openBranding();
  await page.getByRole("combobox", { name: "Storefront" }).selectOption("667190");
  await page.getByLabel("Colour", { exact: true }).fill("#8a1538");
  await page.getByLabel("Launcher text", { exact: true }).fill("Trade points");
  await tick(page, "Left");
  await page.getByRole("searchbox", { name: "Search texts" }).fill("Earn {points}");
  await page.getByLabel("Earn {points} every time you shop").fill("Collect {points} with us");

  const launcher = preview.getByRole("button", { name: "Trade points" });
  await launcher.waitFor();
  await preview.getByRole("heading", { name: "Collect Sprigs with us" }).waitFor();
  expect(await launcher.evaluate((button) => getComputedStyle(button).backgroundColor)).toBe(wine);
  const dialog = preview.getByRole("dialog");
  expect(await dialog.evaluate((panel) => panel.getBoundingClientRect().left)).toBe(16);

  await page.getByRole("button", { name: "Publish…" }).click();
  const asked = page.getByRole("alertdialog");
  await asked.getByText("Wholesale · Colour: as on all storefronts → #8a1538").waitFor();
  await asked.getByText("Wholesale · Side: as on all storefronts → left").waitFor();
  await asked.getByLabel("Note (optional)").fill("Wine for trade");
  await asked.getByRole("button", { name: "Publish", exact: true }).click();
  await page.getByText("Wine for trade").waitFor();

  expect(await shops.look(667190)).toEqual({
    text: "Trade points",
    color: wine,
    isLeft: true,
    title: "Collect Sprigs with us",
  });
  expect(await shops.look(1)).toEqual({ text: "Rewards", color: green, isLeft: false, title: ownTitle });

  await page.getByRole("combobox", { name: "Storefront" }).selectOption("all");
  await page.getByLabel("Colour", { exact: true }).fill("#00305c");
  await publish(page, 2);
  await page.getByRole("button", { name: "Restore version 1" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Restore", exact: true }).click();
  await page.getByText("Restored version 1").waitFor();
  expect(await shops.look(1)).toEqual({ text: "Rewards", color: green, isLeft: false, title: ownTitle });
  expect(await shops.look(667190)).toEqual({
    text: "Trade points",
    color: wine,
    isLeft: true,
    title: "Collect Sprigs with us",
  });
  await seen(() => page.getByLabel("Colour", { exact: true }).inputValue()).toBe("#1f5c45");
  expect(problems).toEqual([]);
  await page.context().close();
});

test("a colour that is hard to read is warned about, and one click takes one that is not", async () => {
  const { page } = await openBranding();
  const warning = page.getByText("Hard to read for some shoppers");
  await page.getByText("Easy to read everywhere").waitFor();
  await page.getByLabel("Colour", { exact: true }).fill("#f5c518");
  await warning.waitFor();
  await page.getByText(/Text on buttons.*: 1\.6 : 1, needs 4\.5 : 1/).waitFor();
  await page.getByRole("button", { name: "Use this colour" }).click();
  await warning.waitFor({ state: "detached" });
  expect(await page.getByLabel("Colour", { exact: true }).inputValue()).not.toBe("#f5c518");
  await page.getByRole("button", { name: "Undo", exact: true }).click();
  await warning.waitFor();
  await page.context().close();
});

test("what cannot be taken is said at its field, and nothing of it can be published", async () => {
  const { page, preview } = await openBranding();
  const color = page.getByLabel("Colour", { exact: true });
  await color.fill("#12");
  await page.getByText("Must be a colour such as #1f5c45.").waitFor();
  await page.getByLabel("Sign in", { exact: true }).fill("javascript:alert(1)");
  await page.getByText("Must begin with / or https://.").waitFor();
  await page.getByRole("searchbox", { name: "Search texts" }).fill("Earn {points}");
  await page.getByLabel("Earn {points} every time you shop").fill("Earn lots");
  await page.getByText("Must keep {points}", { exact: false }).waitFor();
  await page.getByText("3 fields need a look").waitFor();
  expect(await page.getByRole("button", { name: "Publish…" }).isDisabled()).toBe(true);
  // The preview goes on showing what was right last.
  const launcher = preview.getByRole("button", { name: "Rewards", exact: true });
  expect(await launcher.evaluate((button) => getComputedStyle(button).backgroundColor)).toBe(green);
  await page.getByRole("button", { name: "Show me" }).click();
  await seen(() => page.evaluate(() => document.activeElement?.getAttribute("aria-invalid"))).toBe("true");
  expect(await seriousFindings(page)).toEqual([]);
  await page.context().close();
});

test("hostile words are words: in the preview and on the storefront nothing runs", async () => {
  const hostile = '<img src=x onerror="top.hacked=1">\'"</script><script>top.hacked=1</script>';
  const { page, preview } = await openBranding();
  await page.getByRole("searchbox", { name: "Search texts" }).fill("Create account");
  await page.getByLabel("Create account", { exact: true }).fill(hostile);
  await page.getByLabel("Launcher text", { exact: true }).fill("<b>}</style>{x");
  await preview.getByRole("link", { name: "<img", exact: false }).waitFor();
  await preview.getByRole("button", { name: "<b>}</style>{x" }).waitFor();
  expect(await preview.locator("img, script, b b").count()).toBe(0);
  expect(await page.evaluate(() => "hacked" in window)).toBe(false);
  await publish(page, 1);
  expect(await shops.look(1)).toEqual({
    text: "<b>}</style>{x",
    color: green,
    isLeft: false,
    title: ownTitle,
  });
  await page.context().close();
});

test("a draft is kept for later and shows nowhere; leaving without saving asks first", async () => {
  const { page } = await openBranding();
  await tick(page, "Gift");
  await page.getByRole("link", { name: "Settings", exact: true }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Keep editing" }).click();
  await page.getByRole("button", { name: "Save draft" }).click();
  await page.getByText("Draft by maya@juniperandthyme.example").waitFor();
  await page.context().close();

  const later = await openBranding();
  await later.page.getByText("Draft by maya@juniperandthyme.example").waitFor();
  expect(await later.page.getByRole("radio", { name: "Gift" }).isChecked()).toBe(true);
  expect(await shops.look(1)).toMatchObject({ color: green });
  await later.page.getByRole("button", { name: "Discard draft…" }).click();
  await later.page.getByRole("alertdialog").getByRole("button", { name: "Discard draft" }).click();
  await later.page.getByText("Draft discarded", { exact: true }).waitFor();
  await seen(() => later.page.getByRole("radio", { name: "Leaves" }).isChecked()).toBe(true);
  const { rowCount } = await pool().query("SELECT 1 FROM branding_versions WHERE store_id = $1", [
    String(store.storeId),
  ]);
  expect(rowCount).toBe(0);
  await later.page.context().close();
});

test("the preview is the shipping panel: every view, a phone's sheet, Arabic from right to left, and its buttons work", async () => {
  const { page, preview } = await openBranding();
  await tick(page, "Member");
  await preview.getByText("Hello, Ada").waitFor();
  await preview.getByRole("button", { name: "See all activity" }).click();
  await preview.getByRole("heading", { name: "Activity", level: 2 }).waitFor();
  await tick(page, "Rewards");
  await preview.getByRole("heading", { name: "Redeem", level: 2 }).waitFor();
  await tick(page, "Phone");
  const dialog = preview.getByRole("dialog");
  await seen(() => dialog.evaluate((panel) => [panel.getBoundingClientRect().width, innerWidth])).toEqual([
    360, 360,
  ]);
  await page.getByRole("combobox", { name: "Language of the preview" }).selectOption("ar");
  await seen(() => dialog.evaluate((panel) => getComputedStyle(panel).direction)).toBe("rtl");
  await preview.getByRole("heading", { name: "استبدال", level: 2 }).waitFor();
  await preview.locator("dialog .tool").last().click();
  await dialog.waitFor({ state: "hidden" });
  await preview.locator("laurel-widget > button, laurel-widget button").first().click();
  await dialog.waitFor();
  await page.context().close();
});

test("by keyboard alone: a colour, an icon, a distance, a text, and published", async () => {
  const { page, preview } = await openBranding();
  const press = (key: string) => page.keyboard.press(key);
  await page.getByLabel("Colour", { exact: true }).focus();
  await press("ControlOrMeta+a");
  await page.keyboard.type("8A1538");
  await press("Tab");
  expect(await page.getByLabel("Colour", { exact: true }).inputValue()).toBe("#8a1538");
  await page.getByRole("radio", { name: "Leaves", exact: true }).focus();
  await press("ArrowRight");
  await seen(() => page.getByRole("radio", { name: "Gift", exact: true }).isChecked()).toBe(true);
  await page.getByRole("slider", { name: "From the side: 16 px" }).focus();
  await press("ArrowRight");
  await page.getByRole("slider", { name: "From the side: 18 px" }).waitFor();
  await page.getByLabel("Launcher text", { exact: true }).focus();
  await page.keyboard.type("Club");
  await preview.getByRole("button", { name: "Club", exact: true }).waitFor();
  await page.getByRole("button", { name: "Publish…" }).focus();
  await press("Enter");
  const confirm = page.getByRole("alertdialog").getByRole("button", { name: "Publish", exact: true });
  await confirm.waitFor();
  for (let tabs = 0; tabs < 4; tabs++) {
    if (await confirm.evaluate((button) => button === document.activeElement)) break;
    await press("Tab");
  }
  await press("Enter");
  await page.getByText("Version 1", { exact: true }).waitFor();
  expect(await shops.look(1)).toMatchObject({ text: "Club", color: wine });
  await page.context().close();
});

test("when the page cannot be loaded it says so, and trying again brings it", async () => {
  const { page } = await stage.open(`/dashboard/settings?code=${await store.createCode()}`);
  await page.waitForURL((url) => !url.searchParams.has("code"));
  await page.route("**/api/admin/branding", (route) =>
    route.fulfill({ status: 404, json: { code: "not_found", detail: "Gone for a moment." } }),
  );
  await page.getByRole("link", { name: "Branding", exact: true }).click();
  await page.getByText("The branding could not be loaded").waitFor();
  await page.unroute("**/api/admin/branding");
  await page.getByRole("button", { name: "Try again" }).click();
  await page.getByLabel("Colour", { exact: true }).waitFor();
  await page.context().close();
});

test.each([
  ["1024 px", { width: 1024, height: 768 }],
  ["a phone", { width: 390, height: 844 }],
])("at %s the page fits, and a screen reader can use it", async (_, size) => {
  const { page, problems } = await openBranding(size);
  expect(await overflow(page)).toBeLessThanOrEqual(0);
  expect(await seriousFindings(page)).toEqual([]);
  expect(problems).toEqual([]);
  await page.context().close();
});

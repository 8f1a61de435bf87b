import "./app-port";

import AxeBuilder from "@axe-core/playwright";
import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { pool } from "@/lib/db/client";
import { widgetLanguages } from "@/lib/schemas/branding/widget-languages";
import { setDateOfBirth } from "@/lib/services/actions/set-date-of-birth";
import { publishProgram } from "@/lib/services/program/publish-program";
import { catalogues } from "@/lib/texts/catalogues";
import { openPanel, type Stage, setStage } from "./stage";

let stage: Stage;
const birthday = { key: "birthday", kind: "birthday", points: 100 };
const publish = (actions: object[]) =>
  publishProgram({ storeId: stage.shop.id, document: { earning: { actions } }, now: new Date() });

beforeAll(async () => {
  stage = await setStage();
  await publish([birthday]);
});
afterEach(() => stage.endVisits());
afterAll(() => stage.strike());

let members = 0;

/** A visit by somebody new: how often one customer may sign in is limited. */
async function visit(options: Parameters<Stage["visit"]>[0] = {}) {
  const as = ++members;
  const id = await stage.member(as);
  const seen = await stage.visit({ ...options, as });
  const stored = async () => {
    const { rows } = await pool().query("SELECT date_of_birth FROM customers WHERE id = $1", [id]);
    return rows[0].date_of_birth as string | null;
  };
  return { ...seen, as, id, stored };
}

/** Opens the panel and waits until the script that asks has arrived and drawn what it has to say. */
async function openAsked(page: Page, view?: string) {
  const arrived = page.waitForResponse((response) => response.url().endsWith("?club"));
  await openPanel(page, view);
  await (await arrived).finished();
  const frame = () => page.evaluate(() => new Promise((drawn) => requestAnimationFrame(drawn)));
  for (let frames = 0; frames < 3; frames += 1) await frame();
}

const form = (page: Page) => page.getByRole("form", { name: "When is your birthday?" });
const hasFocus = (page: Page, text: string) =>
  page.getByText(text, { exact: true }).evaluate((element) => {
    const root = element.getRootNode() as ShadowRoot;
    return root.activeElement === element;
  });

test("by keyboard: month and day are chosen and kept without a year, said back with the focus, and can be changed", async () => {
  const { page, problems, stored } = await visit();
  await openPanel(page);
  await form(page)
    .getByText("100 points for you on the day, if you tell us at least 30 days before.", { exact: false })
    .waitFor();
  await form(page).getByLabel("Month").focus();
  await page.keyboard.type("Feb");
  await page.keyboard.press("Tab");
  await page.keyboard.type("29");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.getByText("Your birthday is February 29").waitFor();
  expect(await hasFocus(page, "Your birthday is February 29")).toBe(true);
  expect(await stored()).toBe("1004-02-29");

  await page.getByRole("button", { name: "Change" }).press("Enter");
  expect(await form(page).getByLabel("Day").inputValue()).toBe("29");
  await form(page).getByLabel("Month").selectOption({ label: "May" });
  await form(page).getByLabel("Day").selectOption("31");
  await form(page).getByRole("button", { name: "Save" }).click();
  await page.getByText("Your birthday is May 31").waitFor();
  expect(await stored()).toBe("1004-05-31");
  expect(problems).toEqual([]);
});

test("only days that a month has can be chosen, and nothing is sent before both are", async () => {
  const { page, stored } = await visit();
  await openPanel(page, "earn");
  const [month, day] = [form(page).getByLabel("Month"), form(page).getByLabel("Day")];
  await day.selectOption("31");
  await month.selectOption("04");
  expect(await day.inputValue()).toBe("");
  expect(await day.getByRole("option").count()).toBe(31);
  await form(page).getByRole("button", { name: "Save" }).click();
  expect(await day.evaluate((select: HTMLSelectElement) => select.validity.valueMissing)).toBe(true);
  expect(await stored()).toBeNull();
  expect(stage.app.requests.filter((request) => request === "POST /api/storefront/account")).toEqual([]);
});

test("a birthday that is known is not asked for at home, and stands beside the ways to earn", async () => {
  const { page, id } = await visit();
  await stage.givePoints(id, 10);
  await setDateOfBirth({
    storeId: stage.shop.id,
    customerId: id,
    dateOfBirth: "1990-12-01",
    now: new Date(),
  });
  await openAsked(page, "earn");
  await page.getByText("Your birthday is December 1").waitFor();
  expect(await hasFocus(page, "Your birthday is December 1")).toBe(false);
  await openPanel(page);
  await page.getByRole("button", { name: "See all activity" }).waitFor();
  expect(await page.getByText("Your birthday is December 1").count()).toBe(0);
  expect(await form(page).count()).toBe(0);
});

test("what could not be saved says so, keeps what was chosen, and can be sent again", async () => {
  const { page, stored } = await visit();
  await page.route("**/api/storefront/account", (route) =>
    route.request().method() === "POST" ? route.abort() : route.continue(),
  );
  await openPanel(page);
  await form(page).getByLabel("Month").selectOption({ label: "July" });
  await form(page).getByLabel("Day").selectOption("14");
  await form(page).getByRole("button", { name: "Save" }).click();
  await page.getByRole("alert").filter({ hasText: "This did not work." }).waitFor();
  expect(await stored()).toBeNull();
  await page.unroute("**/api/storefront/account");
  await form(page).getByRole("button", { name: "Save" }).click();
  await page.getByText("Your birthday is July 14").waitFor();
  expect(await stored()).toBe("1004-07-14");
});

test.each(widgetLanguages)("in %s the form and its answer fit 320 px and axe finds nothing", async (lang) => {
  const texts = catalogues[lang];
  const { page, stored } = await visit({
    lang,
    browser: { viewport: { width: 320, height: 720 }, reducedMotion: "reduce" },
  });
  await openPanel(page, "earn");
  const asked = page.getByRole("form", { name: String(texts.birthdayAsk), exact: true });
  const choose = (label: string) => asked.getByRole("combobox", { name: label, exact: true });
  await choose(String(texts.birthdayMonth)).selectOption("09");
  await choose(String(texts.birthdayDay)).selectOption("30");
  await expectTidy(page);
  await asked.getByRole("button", { name: String(texts.birthdaySave), exact: true }).click();
  await page.getByRole("button", { name: String(texts.birthdayChange), exact: true }).waitFor();
  expect(await stored()).toBe("1004-09-30");
  await expectTidy(page);
});

async function expectTidy(page: Page) {
  const { violations } = await new AxeBuilder({ page }).include("laurel-widget").analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)])).toEqual([]);
  const body = page.locator("laurel-widget .body");
  expect(await body.evaluate((element) => element.scrollWidth - element.clientWidth)).toBe(0);
  expect(await body.textContent()).not.toMatch(/\{\w+\}|undefined|NaN/);
}

test("guests, excluded customers and programs without a birthday are not asked", async () => {
  const guest = await stage.visit();
  await openPanel(guest.page, "earn");
  await guest.page.getByRole("link", { name: "Create account" }).waitFor();
  expect(await form(guest.page).count()).toBe(0);

  const excluded = await visit();
  await pool().query("UPDATE customers SET state = 'disabled' WHERE id = $1", [excluded.id]);
  await openAsked(excluded.page, "earn");
  await excluded.page.getByText("Place an order").waitFor();
  expect(await form(excluded.page).count()).toBe(0);

  await publish([]);
  const { page } = await visit();
  await openPanel(page, "earn");
  await page.getByText("Place an order").waitFor();
  expect(await form(page).count()).toBe(0);
});

import "./app-port";

import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { runShutdownTasks } from "@/lib/on-shutdown";
import { type Stage, setStage } from "./stage";

let stage: Stage;
let ids = 100;
beforeAll(async () => {
  stage = await setStage();
});
afterEach(() => stage.endVisits());
afterAll(() => stage.strike());

const calls = (part: string) =>
  stage.app.requests.filter((request) => request === `GET /api/storefront/${part}`);
const shows = (page: Page, points: number) => page.getByText(`Your balance is ${points} Points.`).waitFor();

async function openAs(points: number) {
  const id = ++ids;
  const customerId = await stage.member(id);
  await stage.givePoints(customerId, points);
  const visit = await stage.visit({ as: id });
  return { ...visit, customerId };
}

const isStreaming = () => expect.poll(() => calls("events").length, { timeout: 10_000 }).toBe(1);

const streamEnds = (page: Page) =>
  page.waitForEvent("requestfailed", (request) => request.url().endsWith("/events"));

test("an open panel hears of new points by one stream, without asking meanwhile", async () => {
  const { page, launcher, customerId } = await openAs(10);
  await launcher.click();
  await shows(page, 10);
  await isStreaming();
  const change = async (total: number) => {
    await stage.givePoints(customerId, 10);
    await shows(page, total);
  };
  // Until its first event the widget asks as well.
  await change(20);
  const asked = calls("account").length;
  for (const total of [30, 40, 50]) await change(total);
  expect(calls("events")).toHaveLength(1);
  // At most one look for each of three changes.
  expect(calls("account").length - asked).toBeLessThanOrEqual(3);
});

test("a closed panel holds no stream, unless page code listens", async () => {
  const { page, launcher, customerId } = await openAs(11);
  await launcher.click();
  await isStreaming();
  await shows(page, 11);
  await Promise.all([streamEnds(page), page.keyboard.press("Escape")]);
  const heard = page.evaluate(
    () =>
      new Promise((done) => {
        type Sdk = { on(name: string, listener: (detail: unknown) => void): void };
        (window as unknown as { Laurel: Sdk }).Laurel.on("points:changed", done);
      }),
  );
  await expect.poll(() => calls("events").length, { timeout: 10_000 }).toBe(2);
  await stage.givePoints(customerId, 4);
  expect(await heard).toMatchObject({ points_balance: 15, points_change: 4 });
});

test("a hidden page holds no stream, and has one again when the shopper comes back", async () => {
  const { page, launcher } = await openAs(2);
  await launcher.click();
  await isStreaming();
  await shows(page, 2);
  const setHidden = (hidden: boolean) =>
    page.evaluate((value) => {
      Object.defineProperty(document, "hidden", { configurable: true, get: () => value });
      document.dispatchEvent(new Event("visibilitychange"));
    }, hidden);
  await Promise.all([streamEnds(page), setHidden(true)]);
  await setHidden(false);
  await expect.poll(() => calls("events").length, { timeout: 10_000 }).toBe(2);
});

test.each([
  ["is refused", 429],
  ["does not exist", 404],
  ["fails", 503],
])("where the stream %s the balance is asked for instead", async (_what, status) => {
  const { page, launcher, customerId } = await openAs(3);
  await page.route("**/api/storefront/events", (route) =>
    route.fulfill({ status, headers: { "access-control-allow-origin": "*", "retry-after": "60" } }),
  );
  await launcher.click();
  await shows(page, 3);
  await stage.givePoints(customerId, 30);
  await shows(page, 33);
});

test("where a proxy keeps the stream back the balance is asked for instead", async () => {
  const { page, launcher, customerId } = await openAs(5);
  await page.route("**/api/storefront/events", () => new Promise(() => {}));
  await launcher.click();
  await shows(page, 5);
  await stage.givePoints(customerId, 50);
  await shows(page, 55);
});

test("when the server ends the stream nothing is missed, and the widget comes back for another", async () => {
  const { page, launcher, customerId } = await openAs(6);
  await launcher.click();
  await shows(page, 6);
  await isStreaming();
  await runShutdownTasks();
  await stage.givePoints(customerId, 60);
  await shows(page, 66);
  await expect.poll(() => calls("events").length, { timeout: 20_000 }).toBeGreaterThan(1);
});

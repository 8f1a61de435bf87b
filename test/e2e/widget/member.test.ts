import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { openPanel, type Stage, setStage } from "./stage";

let stage: Stage;
beforeAll(async () => {
  stage = await setStage();
});
afterEach(() => stage.endVisits());
afterAll(() => stage.strike());

test("a member sees balance, pending points, debt words and history with the reason", async () => {
  const customerId = await stage.member(1);
  await stage.givePoints(customerId, 1240, { description: "Welcome to the club" });
  await stage.givePoints(customerId, 0, {
    entries: [
      { account: "customer:pending", amount: 120 },
      { account: "program:issued", amount: -120 },
    ],
  });
  const { page, launcher, problems } = await stage.visit({ as: 1 });
  await launcher.click();
  const panel = page.getByRole("dialog", { name: "Rewards" });
  await panel.getByText("Hello, Ada").waitFor();
  await panel.getByText("120 Points on the way").waitFor();
  await panel.getByText("Welcome to the club").waitFor();
  await panel.getByText("Your balance is 1,240 Points.").waitFor();
  await panel.getByRole("button", { name: "See all activity" }).click();
  await panel.getByRole("heading", { name: "Today" }).waitFor();
  expect(await panel.getByRole("listitem").count()).toBe(2);
  expect(problems).toEqual([]);
});

test("new points arrive in an open panel within seconds, without a reload, and page code is told", async () => {
  const customerId = await stage.member(2);
  await stage.givePoints(customerId, 10);
  const { page, launcher } = await stage.visit({ as: 2 });
  const heard = page.evaluate(
    () =>
      new Promise((resolve) => {
        type Sdk = { on(name: string, listener: (detail: unknown) => void): void };
        (window as unknown as { Laurel: Sdk }).Laurel.on("points:changed", resolve);
      }),
  );
  await launcher.click();
  await page.getByText("Your balance is 10 Points.").waitFor();
  const loads = stage.site.requests.length;
  await stage.givePoints(customerId, 90, { description: "Order 1042" });
  await page.getByText("Your balance is 100 Points.").waitFor();
  await page.getByText("Order 1042").waitFor();
  expect(await heard).toEqual({ points_balance: 100, points_pending: 0, points_debt: 0, points_change: 90 });
  expect(stage.site.requests.length).toBe(loads);
});

test("the history is asked for where it is shown, once for every change; the ways to earn have one title", async () => {
  const customerId = await stage.member(8);
  await stage.givePoints(customerId, 10);
  const { page } = await stage.visit({ as: 8 });
  const asked = () =>
    stage.app.requests.filter((request) => request.startsWith("GET /api/storefront/points_transactions"))
      .length;
  const shows = (points: number) => page.getByText(`Your balance is ${points} Points.`).waitFor();
  await openPanel(page, "earn");
  await shows(10);
  expect(await page.getByText("Ways to earn", { exact: true }).count()).toBe(1);
  await stage.givePoints(customerId, 10);
  await shows(20);
  expect(asked()).toBe(0);
  await page.getByRole("button", { name: "Back" }).click();
  await page.getByRole("button", { name: "See all activity" }).click();
  await page.getByRole("heading", { name: "Today" }).waitFor();
  expect(asked()).toBe(1);
  // Page code listens: the closed panel hears of it, and shows nothing.
  const heard = page.evaluate(
    () =>
      new Promise((resolve) => {
        type Sdk = { on(name: string, listener: (detail: unknown) => void): void };
        (window as unknown as { Laurel: Sdk }).Laurel.on("points:changed", resolve);
      }),
  );
  await page.keyboard.press("Escape");
  await stage.givePoints(customerId, 10, { description: "Order 1043" });
  await heard;
  expect(asked()).toBe(1);
  await openPanel(page);
  await page.getByText("Order 1043").waitFor();
  expect(asked()).toBe(2);
});

test("a hidden page asks nothing", async () => {
  await stage.member(3);
  const { page, launcher } = await stage.visit({ as: 3 });
  await launcher.click();
  await page.getByText("Your balance is 0 Points.").waitFor();
  await page.evaluate(() => {
    Object.defineProperty(document, "hidden", { get: () => true });
    document.dispatchEvent(new Event("visibilitychange"));
  });
  stage.app.requests.length = 0;
  await page.waitForTimeout(4500);
  expect(stage.app.requests.filter((request) => request.includes("account"))).toEqual([]);
});

test("a deep link opens its view, closing takes it out of the address, and it works again", async () => {
  await stage.member(4);
  const { page } = await stage.visit({ as: 4 });
  for (let time = 0; time < 2; time++) {
    await page.getByRole("link", { name: "My points" }).click();
    await page.getByRole("heading", { name: "Activity", level: 2 }).waitFor();
    await page.keyboard.press("Escape");
    await page.waitForFunction(() => location.hash === "");
  }
});

test("a panel script that cannot be loaded is tried again on the next click", async () => {
  await stage.member(5);
  const { page, launcher } = await stage.visit({ as: 5 });
  await page.route("**/widget/panel-*", (route) => route.abort(), { times: 2 });
  for (let time = 0; time < 2; time++) {
    const failure = page.waitForEvent("requestfailed", (request) => request.url().includes("/widget/panel-"));
    await launcher.click();
    await failure;
    await expect.poll(() => launcher.getAttribute("aria-busy")).toBe(null);
    expect(await page.getByRole("dialog").count()).toBe(0);
  }
  await launcher.click();
  await page.getByText("Your balance is 0 Points.").waitFor();
});

test("when the service is down the panel says so, keeps calm and recovers on request", async () => {
  const { page, launcher } = await stage.visit({ as: 6 });
  await page.route("**/api/storefront/**", (route) => route.abort());
  await launcher.click();
  await page.getByText("We could not load your rewards").waitFor();
  await page.unroute("**/api/storefront/**");
  await page.getByRole("button", { name: "Try again" }).click();
  await page.getByText("Your balance is 0 Points.").waitFor();
});

test("after an uninstall an open page says it cannot load, a new one shows nothing", async () => {
  const { page, launcher } = await stage.visit({ as: 7 });
  await stage.setInstalled(false);
  await launcher.click();
  await page.getByText("We could not load your rewards").waitFor();
  const script = await fetch(`${stage.app.url}/widget.js?store=${stage.shop.hash}`);
  expect(await script.text()).toBe("");
  await stage.setInstalled(true);
});

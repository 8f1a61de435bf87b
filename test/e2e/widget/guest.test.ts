import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { type Stage, setStage } from "./stage";

let stage: Stage;
beforeAll(async () => {
  stage = await setStage();
});
afterEach(() => stage.endVisits());
afterAll(() => stage.strike());

test("a page view without a click costs one small script: no further request, no cookie, no layout shift", async () => {
  const { page, launcher, problems } = await stage.visit();
  await launcher.waitFor();
  const shift = await page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        let sum = 0;
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) sum += (entry as PerformanceEntry & { value: number }).value;
        }).observe({ type: "layout-shift", buffered: true });
        setTimeout(() => resolve(sum), 300);
      }),
  );
  expect(shift).toBe(0);
  expect(stage.app.requests).toEqual([`GET /widget.js?store=${stage.shop.hash}&channel=1`]);
  expect(stage.site.requests).not.toContain("/customer/current.jwt");
  expect(await page.context().cookies()).toEqual([]);
  expect(await page.evaluate(() => [localStorage.length, sessionStorage.length])).toEqual([0, 0]);
  expect(problems).toEqual([]);
});

test("a guest sees how to earn, and the ways to sign in and to join", async () => {
  const { page, launcher } = await stage.visit();
  await launcher.click();
  const panel = page.getByRole("dialog", { name: "Rewards" });
  await panel.getByText("1 Point for every $1 you spend").waitFor();
  expect(await panel.getByRole("link", { name: "Sign in" }).getAttribute("href")).toBe("/login.php");
  expect(await panel.getByRole("link", { name: "Create account" }).getAttribute("href")).toBe(
    "/login.php?action=create_account",
  );
});

test("however often a guest opens the panel, the store is asked once who they are", async () => {
  const { page, launcher } = await stage.visit();
  for (let time = 0; time < 3; time++) {
    await launcher.click();
    await page.getByRole("link", { name: "Sign in" }).waitFor();
    await page.getByRole("button", { name: "Close rewards" }).click();
  }
  expect(stage.site.requests.filter((path) => path === "/customer/current.jwt")).toHaveLength(1);
  expect(stage.app.requests.some((request) => request.includes("/account"))).toBe(false);
});

test("page code can ask for the customer without opening anything: null for guests", async () => {
  const { page } = await stage.visit();
  const customer = await page.evaluate(() =>
    (window as unknown as { Laurel: { customer(): Promise<unknown> } }).Laurel.customer(),
  );
  expect(customer).toBeNull();
  expect(await page.getByRole("dialog").count()).toBe(0);
});

import { sandbox } from "@/test/support/use-sandbox";
import "./app-port";

import AxeBuilder from "@axe-core/playwright";
import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { publishProgram } from "@/lib/services/program/publish-program";
import { finishDueRedemptions } from "@/lib/services/redemptions/finish-due-redemptions";
import { connectShop, serveRewards } from "./serve-rewards";
import { openPanel, type Stage, setStage } from "./stage";

let stage: Stage;
beforeAll(async () => {
  stage = await setStage();
  await connectShop(stage, sandbox);
  const rewards = [
    {
      key: "fiver",
      type: "fixed_amount",
      name: "Five off",
      pointsPrice: 500,
      value: "5.00",
      terms: "Not with gift cards.",
    },
    {
      key: "slide",
      type: "variable_amount",
      name: "Choose your discount",
      variable: { step: 100, stepValue: "1.00", min: 100, max: 1000 },
    },
    {
      key: "big",
      type: "percentage",
      name: "Half price",
      pointsPrice: 5000,
      value: "50",
      minimumSpend: "20.00",
    },
  ];
  await publishProgram({ storeId: stage.shop.id, document: { rewards }, now: new Date() });
});
afterEach(async () => {
  sandbox.admin.clearFaults();
  await stage.endVisits();
});
afterAll(() => stage.strike());

async function visit(as: number, points: number, browser = {}) {
  const customerId = await stage.member(as);
  await stage.givePoints(customerId, points);
  const seen = await stage.visit({ as, browser: { reducedMotion: "reduce", ...browser } });
  await serveRewards(stage, seen.page);
  return { ...seen, customerId };
}

/** The text or label of what has the focus inside the widget. */
const activeLabel = () => {
  const active = document.querySelector("laurel-widget")?.shadowRoot?.activeElement;
  return active?.ariaLabel ?? active?.textContent ?? null;
};

const expectClean = async (page: Page) => {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)])).toEqual([]);
};

test("a member redeems, gets a code, copies it, and cancels it: the points come back", async () => {
  const { page, problems } = await visit(1, 700);
  const claimed = page.evaluate(
    () =>
      new Promise((done) =>
        (window as never as { Laurel: { on(n: string, l: unknown): void } }).Laurel.on(
          "reward:claimed",
          done,
        ),
      ),
  );
  await openPanel(page);
  await page.getByText("Spend your Points").waitFor();
  await expectClean(page);
  await page.getByRole("button", { name: "All rewards" }).click();
  await page.getByText("4,300 Points to go").waitFor();
  await expectClean(page);
  await page.getByRole("button", { name: "Redeem Five off" }).click();
  await page.getByText("You will have 200 Points left.").waitFor();
  await expectClean(page);
  await page.getByRole("button", { name: "Redeem for 500 Points" }).click();
  await page.getByRole("heading", { name: "It is yours" }).waitFor();
  const code = await page.getByRole("textbox", { name: "Code for Five off" }).inputValue();
  expect(code).toMatch(/^[A-Z0-9-]{12,}$/);
  expect(await claimed).toMatchObject({ name: "Five off", code, points_spent: 500 });
  await expectClean(page);
  await page.getByRole("button", { name: "Copy code" }).click();
  await page.getByRole("button", { name: "Copied" }).waitFor();
  await page.getByRole("button", { name: "Apply at checkout" }).click();
  await page.getByText("Please copy the code and enter it at the checkout.").waitFor();
  await page.getByRole("button", { name: "See my rewards" }).click();
  await page.getByText("Ready to use").waitFor();
  await expectClean(page);
  await page.getByRole("button", { name: "Cancel reward" }).click();
  await page.getByRole("button", { name: "Yes, cancel it" }).click();
  await page.getByText("Cancelled", { exact: true }).waitFor();
  await expect.poll(() => page.evaluate(activeLabel), { timeout: 10_000 }).toBe("Cancelled");
  await page.getByText("Your balance is 700 Points.").waitFor();
  expect(problems).toEqual([]);
});

test("what is held is asked for once after a purchase, and once when it is shown", async () => {
  const { page } = await visit(6, 700);
  let asked = 0;
  page.on("request", (request) => {
    if (request.method() === "GET" && request.url().includes("/reward_fulfillments")) asked++;
  });
  await openPanel(page, "redeem");
  await page.getByRole("button", { name: "Redeem Five off" }).click();
  await page.getByRole("button", { name: "Redeem for 500 Points" }).click();
  await page.getByRole("heading", { name: "It is yours" }).waitFor();
  await page.getByText("Your balance is 200 Points.").waitFor();
  await expect.poll(() => asked, { timeout: 10_000 }).toBe(1);
  await page.getByRole("button", { name: "See my rewards" }).click();
  await page.getByText("Ready to use").waitFor();
  await expect.poll(() => asked, { timeout: 10_000 }).toBe(2);
});

test("by keyboard on a phone: the slider moves in steps, says its value, and buys what it says", async () => {
  const { page } = await visit(2, 450, { viewport: { width: 320, height: 640 } });
  await openPanel(page, "redeem");
  await page.getByRole("button", { name: "Redeem Choose your discount" }).focus();
  await page.keyboard.press("Enter");
  const slider = page.getByRole("slider");
  await slider.waitFor();
  // The view moves the focus once, when it comes; a reader who is faster than the next paint keeps theirs.
  expect(await page.evaluate(activeLabel)).toBe("Choose your discount");
  await slider.focus();
  await page.keyboard.press("End");
  // A key is drawn a moment after it was pressed.
  const said = () => slider.getAttribute("aria-valuetext");
  await expect.poll(said).toBe("400 Points for $4 off");
  await page.keyboard.press("ArrowLeft");
  await expect.poll(said).toBe("300 Points for $3 off");
  await expectClean(page);
  expect(await page.locator("laurel-widget .body").evaluate((it) => it.scrollWidth - it.clientWidth)).toBe(0);
  await page.getByRole("button", { name: "Redeem for 300 Points" }).focus();
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "It is yours" }).waitFor();
  await page.getByText("Your balance is 150 Points.").waitFor();
});

test("a cancellation the store cannot carry out yet: no code to use any more, the state is said and has the focus, then it ends", async () => {
  const { page } = await visit(5, 700);
  await openPanel(page, "redeem");
  await page.getByRole("button", { name: "Redeem Five off" }).click();
  await page.getByRole("button", { name: "Redeem for 500 Points" }).click();
  await page.getByRole("heading", { name: "It is yours" }).waitFor();
  await openPanel(page, "rewards");
  await page.getByRole("button", { name: "Cancel reward" }).click();
  sandbox.admin.addFault({
    kind: "maintenance-503",
    store: stage.shop.hash,
    path: "/v3/promotions",
    count: 1_000,
  });
  await page.getByRole("button", { name: "Yes, cancel it" }).click();
  await page.getByText("Being cancelled", { exact: true }).waitFor();
  await expect.poll(() => page.evaluate(activeLabel), { timeout: 10_000 }).toBe("Being cancelled");
  expect(await page.getByRole("textbox", { name: "Code for Five off" }).count()).toBe(0);
  expect(await page.getByRole("button", { name: "Apply at checkout" }).count()).toBe(0);
  expect(await page.getByText("Ready to use").count()).toBe(0);
  await expectClean(page);
  sandbox.admin.clearFaults();
  await finishDueRedemptions({ storeId: stage.shop.id, now: new Date(Date.now() + 3_600_000) });
  await page.getByText("Your balance is 700 Points.").waitFor();
  await page.getByText("Cancelled", { exact: true }).waitFor();
});

test("points gone meanwhile: the reason is said; a lost answer is asked for again and nothing is bought twice", async () => {
  const { page } = await visit(3, 1000);
  await openPanel(page, "redeem");
  await page.route("**/points_products/*/purchase", async (route) => {
    if (route.request().method() !== "POST") return route.fallback();
    sent.push(String(route.request().postDataJSON().request_id));
    if (sent.length === 1) return route.abort();
    return route.fallback();
  });
  const sent: string[] = [];
  await page.getByRole("button", { name: "Redeem Five off" }).click();
  const buy = page.getByRole("button", { name: "Redeem for 500 Points" });
  await buy.click();
  await page.getByRole("alert").getByText("nothing will be taken twice").waitFor();
  await buy.click();
  await page.getByRole("heading", { name: "It is yours" }).waitFor();
  expect(sent[1]).toBe(sent[0]);
  await page.getByText("Your balance is 500 Points.").waitFor();
});

test("a guest sees what points buy and nothing to press, on a page that trusts a nonce only too", async () => {
  const policy = `default-src 'none'; script-src 'nonce-page'; connect-src 'self' ${stage.app.url}; style-src 'nonce-page'`;
  const { page, launcher, problems } = await stage.visit({ policy });
  await launcher.click();
  await page.getByRole("heading", { name: "What your Points buy" }).waitFor();
  await page.getByText("$5 off your order").waitFor();
  expect(await page.getByRole("button", { name: /Redeem/ }).count()).toBe(0);
  expect(problems.filter((problem) => !problem.includes("404"))).toEqual([]);
});

test("points spent elsewhere meanwhile are not spent twice: the shopper is told why, and can go back", async () => {
  const { page, customerId } = await visit(4, 500);
  await openPanel(page, "redeem");
  await page.getByRole("button", { name: "Redeem Five off" }).click();
  await page.route("**/api/storefront/account", (route) => route.abort());
  await stage.givePoints(customerId, -100);
  await page.getByRole("button", { name: "Redeem for 500 Points" }).click();
  await page.getByRole("alert").getByText("You do not have enough Points for this any more.").waitFor();
  await expectClean(page);
  await page.getByRole("button", { name: "Not now" }).click();
  await page
    .getByRole("button", { name: "Redeem Five off" })
    .or(page.getByText("100 Points to go"))
    .first()
    .waitFor();
});

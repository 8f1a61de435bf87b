import { sandbox } from "@/test/support/use-sandbox";
import "./app-port";

import AxeBuilder from "@axe-core/playwright";
import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { programItemId } from "@/lib/services/program/program-item-id";
import { publishProgram } from "@/lib/services/program/publish-program";
import { purchaseReward } from "@/lib/services/redemptions/purchase-reward";
import { connectShop, serveRewards } from "./serve-rewards";
import { openPanel, type Stage, setStage } from "./stage";

let stage: Stage;
beforeAll(async () => {
  stage = await setStage();
  await connectShop(stage, sandbox);
  const fixed = { type: "fixed_amount", pointsPrice: 300, value: "5.00" };
  const rewards = [
    { ...fixed, key: "once", name: "Once only", limits: { perCustomer: 1 } },
    { ...fixed, key: "last", name: "Last one", limits: { total: 1 } },
    { ...fixed, key: "gold", name: "Gold only", tierKeys: ["gold"] },
  ];
  const vip = { enabled: true, tiers: [{ key: "gold", name: "Gold", milestone: "100.00" }] };
  await publishProgram({ storeId: stage.shop.id, document: { rewards, vip }, now: new Date() });
});
afterEach(() => stage.endVisits());
afterAll(() => stage.strike());

async function visit(as: number) {
  const customerId = await stage.member(as);
  await stage.givePoints(customerId, 1_000);
  const seen = await stage.visit({ as, browser: { reducedMotion: "reduce" } });
  await serveRewards(stage, seen.page);
  return { ...seen, customerId };
}

/** Bought without this page knowing: in another tab, or by somebody else. */
const buyElsewhere = (customerId: bigint, key: string) =>
  purchaseReward({
    storeId: stage.shop.id,
    customerId,
    productId: programItemId(stage.shop.id, "points_product", key),
    pointsToSpend: null,
    requestId: `elsewhere-${customerId}-${key}`,
    origin: null,
    now: new Date(),
  });

const balanceIs = (page: Page, points: string) =>
  page.getByText(`Your balance is ${points} Points.`).waitFor();
const cardOf = (page: Page, name: string) => page.locator("laurel-widget .reward").filter({ hasText: name });

const expectClean = async (page: Page) => {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)])).toEqual([]);
};

test("what may be had once is locked with its reason once it was had", async () => {
  const { page, problems } = await visit(1);
  await openPanel(page, "redeem");
  await page.getByRole("button", { name: "Redeem Once only" }).click();
  await page.getByRole("button", { name: "Redeem for 300 Points" }).click();
  await page.getByRole("heading", { name: "It is yours" }).waitFor();
  await openPanel(page, "home");
  await openPanel(page, "redeem");
  await cardOf(page, "Once only").getByText("You have had this once, that is the limit").waitFor();
  expect(await page.getByRole("button", { name: "Redeem Once only" }).count()).toBe(0);
  await balanceIs(page, "700");
  await expectClean(page);
  expect(problems).toEqual([]);
});

test("what was had on another day is locked for who comes straight to the rewards", async () => {
  const { page, customerId } = await visit(6);
  await buyElsewhere(customerId, "once");
  await openPanel(page, "redeem");
  await page.getByRole("button", { name: "Redeem Last one" }).waitFor();
  await expect.poll(() => page.getByRole("button", { name: "Redeem Once only" }).count()).toBe(0);
});

test("had in another tab meanwhile: refused in words, no points lost, locked afterwards", async () => {
  const { page, customerId } = await visit(2);
  await openPanel(page, "redeem");
  await page.getByRole("button", { name: "Redeem Once only" }).click();
  await buyElsewhere(customerId, "once");
  await page.getByRole("button", { name: "Redeem for 300 Points" }).click();
  await page.getByRole("alert").getByText("This reward cannot be had again: its limit is reached.").waitFor();
  expect(await page.getByRole("button", { name: /^Redeem for/ }).count()).toBe(0);
  // 300 for the one of the other tab, and nothing for this one.
  await balanceIs(page, "700");
  await expectClean(page);
  await page.getByRole("button", { name: "Not now" }).click();
  await cardOf(page, "Once only").getByText("You have had this once, that is the limit").waitFor();
});

test("the last one was taken by somebody else: refused in words, no points lost, and not offered again", async () => {
  const { page, problems } = await visit(3);
  await openPanel(page, "redeem");
  await page.getByRole("button", { name: "Redeem Last one" }).click();
  const other = await stage.member(4);
  await stage.givePoints(other, 300);
  await buyElsewhere(other, "last");
  await page.getByRole("button", { name: "Redeem for 300 Points" }).click();
  await page.getByRole("alert").getByText("This reward cannot be had again: its limit is reached.").waitFor();
  await balanceIs(page, "1,000");
  await page.getByRole("button", { name: "Not now" }).click();
  await cardOf(page, "Last one").getByText("This reward cannot be had again").waitFor();
  expect(await page.getByRole("button", { name: "Redeem Last one" }).count()).toBe(0);
  await page.getByRole("button", { name: "Redeem Once only" }).waitFor();
  await expectClean(page);
  await openPanel(page, "history");
  await page.getByText("Changed by the store").waitFor();
  expect(await page.locator("laurel-widget .body li").count()).toBe(1);
  // The browser itself notes the refusal.
  expect(problems.filter((problem) => !problem.includes("422"))).toEqual([]);
});

test("a reward of another level is shown locked, with the reason and nothing to press, at home and on the shelf", async () => {
  const { page, problems } = await visit(5);
  await openPanel(page, "redeem");
  const card = cardOf(page, "Gold only");
  await card.getByText("For members of another tier").waitFor();
  expect(await card.getByRole("button").count()).toBe(0);
  expect(await page.getByRole("button", { name: "Redeem Once only" }).count()).toBe(1);
  await expectClean(page);
  await openPanel(page, "home");
  await page.getByRole("button", { name: "Redeem Once only" }).waitFor();
  expect(await page.getByText("You have enough for Gold only").count()).toBe(0);
  expect(await page.getByRole("button", { name: "Redeem Gold only" }).count()).toBe(0);
  expect(problems).toEqual([]);
});

import { sandbox } from "@/test/support/use-sandbox";
import "./app-port";

import AxeBuilder from "@axe-core/playwright";
import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { programItemId } from "@/lib/services/program/program-item-id";
import { publishProgram } from "@/lib/services/program/publish-program";
import { finishDueRedemptions } from "@/lib/services/redemptions/finish-due-redemptions";
import { issueRedemption } from "@/lib/services/redemptions/issue-redemption";
import { purchaseReward } from "@/lib/services/redemptions/purchase-reward";
import { connectShop, issueAll, serveRewards } from "./serve-rewards";
import { openPanel, type Stage, setStage } from "./stage";

let stage: Stage;
const dayMs = 86_400_000;
const reward = { key: "fiver", type: "fixed_amount", name: "Five off", pointsPrice: 500, value: "5.00" };
const publish = (returnRedeemedPoints: boolean) =>
  publishProgram({
    storeId: stage.shop.id,
    document: { rewards: [{ ...reward, expiresAfterDays: 1 }], refunds: { returnRedeemedPoints } },
    now: new Date(),
  });
beforeAll(async () => {
  stage = await setStage();
  await connectShop(stage, sandbox);
  await publish(true);
});
afterEach(async () => {
  sandbox.admin.clearFaults();
  await stage.endVisits();
});
afterAll(() => stage.strike());

async function visit(as: number, customerId: bigint) {
  const seen = await stage.visit({ as, browser: { reducedMotion: "reduce" } });
  await serveRewards(stage, seen.page, false);
  return { ...seen, customerId };
}

async function member(as: number) {
  const customerId = await stage.member(as);
  await stage.givePoints(customerId, 700);
  return customerId;
}

const codeField = (page: Page) => page.getByRole("textbox", { name: "Code for Five off" });

type Claims = { Laurel: { on(name: string, listener: (detail: object) => void): void }; claims: object[] };

const failCreation = () =>
  sandbox.admin.addFault({
    kind: "maintenance-503",
    store: stage.shop.hash,
    method: "POST",
    path: "/v3/promotions",
    count: 1_000,
  });

/** The shopper has confirmed, and the store does not make the code. */
async function buyWhileDown(page: Page) {
  failCreation();
  await openPanel(page, "redeem");
  await page.getByRole("button", { name: "Redeem Five off" }).click();
  await page.getByRole("button", { name: "Redeem for 500 Points" }).click();
  await page.getByRole("heading", { name: "Your code is on its way" }).waitFor();
}

const eventuallyIssued = async () => {
  sandbox.admin.clearFaults();
  await expect.poll(() => issueAll(stage), { timeout: 15_000 }).toBe(true);
};

const expectClean = async (page: Page) => {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)])).toEqual([]);
};

test("while BigCommerce fails the shopper waits in words; once it is well the code comes by itself", async () => {
  const { page, problems } = await visit(1, await member(1));
  await page.evaluate(() => {
    Object.assign(window, { sameDocument: true });
  });
  await buyWhileDown(page);
  await page.getByText("Your Points are set aside. This takes a few seconds.").waitFor();
  await page.getByText("Your balance is 200 Points.").waitFor();
  expect(await issueAll(stage)).toBe(false);
  await page.waitForResponse((response) => response.url().includes("reward_fulfillments"));
  await page.getByRole("heading", { name: "Your code is on its way" }).waitFor();
  expect(await codeField(page).count()).toBe(0);
  await expectClean(page);
  await eventuallyIssued();
  await page.getByRole("heading", { name: "It is yours" }).waitFor();
  const code = await codeField(page).inputValue();
  const there = [...sandbox.store(stage.shop.hash).state.codes.values()];
  expect(there.map((one) => one.code)).toContain(code);
  expect(await page.evaluate(() => "sameDocument" in window)).toBe(true);
  expect(problems).toEqual([]);
});

test("a panel closed while the code is on its way shows it waiting on coming back, then the code, and page code hears of it", async () => {
  const { page, launcher, problems } = await visit(2, await member(2));
  await page.evaluate(() => {
    const claims: object[] = [];
    const shop = Object.assign(window, { claims }) as never as Claims;
    shop.Laurel.on("reward:claimed", (detail) => claims.push(detail));
  });
  await buyWhileDown(page);
  await page.keyboard.press("Escape");
  await expect.poll(() => page.getByRole("dialog").count()).toBe(0);
  await launcher.click();
  await page.getByText("Your balance is 200 Points.").waitFor();
  await page.getByRole("button", { name: "My rewards" }).click();
  await page.getByText("On its way", { exact: true }).waitFor();
  expect(await codeField(page).count()).toBe(0);
  await expectClean(page);
  await eventuallyIssued();
  await page.getByText("Ready to use").waitFor();
  const code = await codeField(page).inputValue();
  const claims = await page.evaluate(() => (window as never as Claims).claims);
  expect(claims).toEqual([expect.objectContaining({ name: "Five off", code, points_spent: 500 })]);
  expect(problems).toEqual([]);
});

/** A code that was bought two days ago and lived one. */
async function expired(as: number) {
  const customerId = await member(as);
  const then = new Date(Date.now() - 2 * dayMs);
  const { redemption } = await purchaseReward({
    storeId: stage.shop.id,
    customerId,
    productId: programItemId(stage.shop.id, "points_product", reward.key),
    pointsToSpend: null,
    requestId: `expired-${as}`,
    origin: null,
    now: then,
  });
  await issueRedemption({ storeId: stage.shop.id, redemptionId: redemption.id, now: then });
  const seen = await visit(as, customerId);
  await openPanel(seen.page, "rewards");
  await seen.page.getByText("Expired", { exact: true }).waitFor();
  return { ...seen, code: redemption.code };
}

const sweep = () => finishDueRedemptions({ storeId: stage.shop.id, now: new Date() });
const isAtStore = (code: string) =>
  [...sandbox.store(stage.shop.hash).state.codes.values()].some((one) => one.code === code);

test("an expired code is shown as expired before it is taken away, and its points come back before the shopper's eyes", async () => {
  const { page, problems, code } = await expired(3);
  await page.getByText("Your balance is 200 Points.").waitFor();
  // It is still at the store, and no use: nothing to copy, to apply or to cancel.
  expect(isAtStore(code)).toBe(true);
  expect(await codeField(page).count()).toBe(0);
  for (const name of ["Apply at checkout", "Cancel reward"]) {
    expect(await page.getByRole("button", { name }).count()).toBe(0);
  }
  await sweep();
  expect(isAtStore(code)).toBe(false);
  await page.getByText("Your balance is 700 Points.").waitFor();
  await page.getByText("Your Points are back").waitFor();
  await expectClean(page);
  await openPanel(page, "history");
  await page.getByText("+500").first().waitFor();
  await expectClean(page);
  expect(problems).toEqual([]);
});

test("where the store keeps the points of expired codes, they do not come back and nothing says so", async () => {
  await publish(false);
  const { page, code } = await expired(4);
  await sweep();
  expect(isAtStore(code)).toBe(false);
  await openPanel(page, "history");
  await openPanel(page, "rewards");
  await page.getByText("Expired", { exact: true }).waitFor();
  await page.getByText("Your balance is 200 Points.").waitFor();
  expect(await page.getByText("Your Points are back").count()).toBe(0);
  await openPanel(page, "history");
  await page.getByText("−500").first().waitFor();
  expect(await page.getByText("+500").count()).toBe(0);
});

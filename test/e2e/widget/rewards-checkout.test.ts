import { sandbox } from "@/test/support/use-sandbox";
import "./app-port";

import AxeBuilder from "@axe-core/playwright";
import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { programItemId } from "@/lib/services/program/program-item-id";
import { publishProgram } from "@/lib/services/program/publish-program";
import { issueRedemption } from "@/lib/services/redemptions/issue-redemption";
import { purchaseReward } from "@/lib/services/redemptions/purchase-reward";
import { connectShop, serveRewards } from "./serve-rewards";
import { openPanel, type Stage, setStage } from "./stage";

let stage: Stage;
beforeAll(async () => {
  stage = await setStage();
  await connectShop(stage, sandbox);
  const rewards = [
    { key: "fiver", type: "fixed_amount", name: "Five off", pointsPrice: 500, value: "5.00" },
    { key: "tenner", type: "fixed_amount", name: "Ten off", pointsPrice: 900, value: "10.00" },
  ];
  await publishProgram({ storeId: stage.shop.id, document: { rewards }, now: new Date() });
});
afterEach(() => stage.endVisits());
afterAll(() => stage.strike());

/** A member who holds these rewards, looking at them. */
async function holding(as: number, keys: readonly string[]) {
  const customerId = await stage.member(as);
  await stage.givePoints(customerId, 2_000);
  const codes: string[] = [];
  for (const [index, key] of keys.entries()) {
    const storeId = stage.shop.id;
    const { redemption } = await purchaseReward({
      storeId,
      customerId: BigInt(customerId),
      productId: programItemId(storeId, "points_product", key),
      pointsToSpend: null,
      requestId: `holding-${as}-${index}`,
      origin: null,
      now: new Date(),
    });
    await issueRedemption({ storeId, redemptionId: redemption.id, now: new Date() });
    codes.push(redemption.code);
  }
  const seen = await stage.visit({ as, browser: { reducedMotion: "reduce" } });
  await serveRewards(stage, seen.page);
  return { ...seen, codes };
}

type Coupon = { code: string };

/** The shop's own checkout calls; `onApply` answers each attempt. */
async function serveCheckout(page: Page, coupons: Coupon[], onApply: (attempt: number) => number) {
  const bodies: { couponCode: string; version: number }[] = [];
  await page.route(`${stage.site.origin}/api/storefront/carts`, (route) =>
    route.fulfill({ json: [{ id: "cart-1" }] }),
  );
  await page.route(`${stage.site.origin}/api/storefront/checkouts/cart-1`, (route) =>
    route.fulfill({ json: { version: bodies.length + 1, coupons } }),
  );
  await page.route(`${stage.site.origin}/api/storefront/checkouts/cart-1/coupons`, (route) => {
    bodies.push(route.request().postDataJSON());
    return route.fulfill({ status: onApply(bodies.length), json: {} });
  });
  return bodies;
}

const expectClean = async (page: Page) => {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)])).toEqual([]);
};

test("a code goes on the order; a checkout that changed meanwhile is read again and asked once more", async () => {
  const { page, codes } = await holding(1, ["fiver"]);
  const bodies = await serveCheckout(page, [], (attempt) => (attempt === 1 ? 409 : 200));
  await openPanel(page, "rewards");
  await page.getByRole("button", { name: "Apply at checkout" }).click();
  await page.getByText("It is on your order.").waitFor();
  expect(bodies).toEqual([
    { couponCode: codes[0], version: 1 },
    { couponCode: codes[0], version: 2 },
  ]);
  expect(await page.getByRole("link", { name: "Go to checkout" }).getAttribute("href")).toBe("/checkout");
  await expectClean(page);
});

test("an order that has another code of theirs says so; held rewards are combined into one code of their sum", async () => {
  const { page, codes } = await holding(2, ["fiver", "tenner"]);
  await serveCheckout(page, [{ code: String(codes[0]) }], () => 200);
  await openPanel(page, "rewards");
  await page.getByRole("button", { name: "Apply at checkout" }).first().click();
  await page.getByText("Your order has another code already").waitFor();
  const combine = page.getByRole("button", { name: "Combine 2 rewards into one code for $15" });
  // Right where the answer is, and nowhere else besides.
  expect(await page.locator("laurel-widget .held").first().locator(combine).count()).toBe(1);
  expect(await combine.count()).toBe(1);
  await expectClean(page);
  await combine.click();
  await page.getByRole("textbox", { name: "Code for Five off + Ten off" }).waitFor();
  expect(await page.getByText("Combined into one").count()).toBe(2);
  expect(await page.getByRole("button", { name: /^Combine/ }).count()).toBe(0);
  const there = [...sandbox.store(stage.shop.hash).state.codes.values()].map(({ code }) => code);
  for (const code of codes) expect(there).not.toContain(code);
  await expectClean(page);
});

test("a code of one's own that went into another leaves the order by itself when the new one is applied", async () => {
  const { page, codes } = await holding(7, ["fiver", "tenner"]);
  const coupons = [{ code: String(codes[0]) }];
  const bodies = await serveCheckout(page, coupons, () => 200);
  await page.route(`${stage.site.origin}/api/storefront/checkouts/cart-1/coupons/*`, (route) => {
    expect(route.request().method()).toBe("DELETE");
    expect(route.request().url()).toMatch(new RegExp(`/${coupons.pop()?.code}$`));
    return route.fulfill({ json: {} });
  });
  await openPanel(page, "rewards");
  // The one that is not on the order.
  await page.getByRole("button", { name: "Apply at checkout" }).first().click();
  await page.getByText("Your order has another code already").waitFor();
  await page.getByRole("button", { name: "Combine 2 rewards into one code for $15" }).click();
  const combined = page.getByRole("textbox", { name: /^Code for .+ \+ .+$/ });
  await combined.waitFor();
  await page.getByRole("button", { name: "Apply at checkout" }).click();
  await page.getByText("It is on your order.").waitFor();
  expect(coupons).toEqual([]);
  expect(bodies.map(({ couponCode }) => couponCode)).toEqual([await combined.inputValue()]);
});

test("what was just bought and finds another code of theirs on the order can be combined right there, with the code to see", async () => {
  const { page, problems, codes } = await holding(4, ["fiver"]);
  await serveCheckout(page, [{ code: String(codes[0]) }], () => 200);
  await openPanel(page, "redeem");
  await page.getByRole("button", { name: "Redeem Ten off" }).click();
  await page.getByRole("button", { name: "Redeem for 900 Points" }).click();
  await page.getByRole("heading", { name: "It is yours" }).waitFor();
  expect(await page.getByRole("button", { name: /^Combine/ }).count()).toBe(0);
  await page.getByRole("button", { name: "Apply at checkout" }).click();
  await page.getByText("Your order has another code already").waitFor();
  await page.getByRole("button", { name: "Combine 2 rewards into one code for $15" }).click();
  await page.getByRole("heading", { name: "My rewards" }).waitFor();
  await page.getByRole("textbox", { name: /^Code for .+ \+ .+$/ }).waitFor();
  expect(await page.getByText("Combined into one").count()).toBe(2);
  await expectClean(page);
  expect(problems).toEqual([]);
});

test("when the code that found another one on the order is cancelled, what is left can still be combined", async () => {
  const { page, codes } = await holding(6, ["fiver", "fiver", "tenner"]);
  await serveCheckout(page, [{ code: String(codes[0]) }], () => 200);
  await openPanel(page, "rewards");
  await page.getByRole("button", { name: "Apply at checkout" }).first().click();
  await page.getByText("Your order has another code already").waitFor();
  await page.getByRole("button", { name: "Cancel reward" }).first().click();
  await page.getByRole("button", { name: "Yes, cancel it" }).click();
  await page.getByText("Cancelled", { exact: true }).waitFor();
  await page.getByRole("button", { name: "Combine 2 rewards into one code for $10" }).waitFor();
});

test("where a code is in the way that is not theirs, combining is not offered as the way out", async () => {
  const { page } = await holding(8, ["fiver", "fiver"]);
  await serveCheckout(page, [{ code: "OTHER" }], () => 200);
  await openPanel(page, "rewards");
  await page.getByRole("button", { name: "Apply at checkout" }).first().click();
  await page.getByText("Remove that one first to use this.").waitFor();
  expect(
    await page
      .locator("laurel-widget .held")
      .getByRole("button", { name: /^Combine/ })
      .count(),
  ).toBe(0);
  // For another order they still can be.
  expect(await page.getByRole("button", { name: /^Combine/ }).count()).toBe(1);
});

test("with nothing to combine, an order that has another code is told of and nothing more", async () => {
  const { page } = await holding(5, ["fiver"]);
  await serveCheckout(page, [{ code: "OTHER" }], () => 200);
  await openPanel(page, "rewards");
  await page.getByRole("button", { name: "Apply at checkout" }).click();
  await page.getByText("Remove that one first to use this.").waitFor();
  expect(await page.getByRole("button", { name: /^Combine/ }).count()).toBe(0);
});

test("a merge whose answer is lost is asked for again under the same request id, and is made once", async () => {
  const { page } = await holding(3, ["fiver", "fiver"]);
  const sent: string[] = [];
  await page.route("**/points_purchases/merge", (route) => {
    if (route.request().method() !== "POST") return route.fallback();
    sent.push(route.request().postDataJSON().request_id);
    return sent.length === 1 ? route.abort() : route.fallback();
  });
  await openPanel(page, "rewards");
  await page.getByRole("button", { name: "Combine 2 rewards into one code for $10" }).click();
  await page.getByRole("alert").getByText("nothing will be taken twice").waitFor();
  await page.getByRole("button", { name: "Try again" }).click();
  await page.getByRole("textbox", { name: "Code for Five off + Five off" }).waitFor();
  expect(sent).toHaveLength(2);
  expect(sent[1]).toBe(sent[0]);
});

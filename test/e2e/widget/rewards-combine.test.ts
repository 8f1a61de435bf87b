import { sandbox } from "@/test/support/use-sandbox";
import "./app-port";

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
  const amount = { type: "fixed_amount", pointsPrice: 10 };
  const rewards = [
    { ...amount, key: "dime", name: "Ten cents off", value: "0.10" },
    { ...amount, key: "here", name: "Five off here", value: "5.00", channelIds: [1] },
  ];
  await publishProgram({ storeId: stage.shop.id, document: { rewards }, now: new Date() });
});
afterEach(() => stage.endVisits());
afterAll(() => stage.strike());

/** A member who holds these rewards, looking at them. */
async function holding(as: number, keys: readonly string[]) {
  const storeId = stage.shop.id;
  const customerId = await stage.member(as);
  await stage.givePoints(customerId, 1_000);
  for (const [index, key] of keys.entries()) {
    const { redemption } = await purchaseReward({
      storeId,
      customerId,
      productId: programItemId(storeId, "points_product", key),
      pointsToSpend: null,
      requestId: `holding-${as}-${index}`,
      origin: null,
      now: new Date(),
    });
    await issueRedemption({ storeId, redemptionId: redemption.id, now: new Date() });
  }
  const { page } = await stage.visit({ as, browser: { reducedMotion: "reduce" } });
  await serveRewards(stage, page);
  await openPanel(page, "rewards");
  return page;
}

test("of more rewards than can be combined at once, as many are offered as can, and become one", async () => {
  const page = await holding(1, Array(21).fill("dime"));
  await page.getByRole("button", { name: "Combine 20 rewards into one code for $2" }).click();
  await page.getByRole("button", { name: "Combine 2 rewards into one code for $2.10" }).waitFor();
  expect(await page.getByText("Combined into one").count()).toBe(20);
});

test("rewards of other storefronts are not offered to be combined", async () => {
  const page = await holding(2, ["dime", "here"]);
  await page.getByRole("textbox", { name: "Code for Five off here" }).waitFor();
  expect(await page.getByRole("button", { name: /^Combine/ }).count()).toBe(0);
});

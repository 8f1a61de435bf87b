import { afterAll, beforeAll, expect, test } from "vitest";
import { listRewardFulfillments } from "@/lib/services/redemptions/list-reward-fulfillments";
import { mergeRewards } from "@/lib/services/redemptions/merge-rewards";
import { type Sandbox, startSandbox } from "@/test/sandbox/start";
import { fiver, now, openRewardShop, quick, type RewardShop } from "./shop";

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ stores: [{ hash: "unused0" }], seed: "empty" });
});
afterAll(() => sandbox.stop());

async function smallPrint({ storeId, customerIds }: RewardShop): Promise<(string | null)[]> {
  const page = await listRewardFulfillments(storeId, customerIds[0] ?? 0n, { limit: 50 });
  return page.reward_fulfillments.map(({ terms_and_conditions }) => terms_and_conditions);
}

test("a reward keeps the small print it was bought under; one made of several has that of all, each once", async () => {
  const shop = await openRewardShop(sandbox, {
    rewards: [{ ...fiver, terms: "Not on gift cards." }],
    points: 2_000,
  });
  const held = [await shop.issue(await shop.buy()), await shop.issue(await shop.buy())];
  await shop.publish([{ ...fiver, terms: "In December only." }]);
  held.push(await shop.issue(await shop.buy()));
  await shop.publish([fiver]);
  await shop.buy();
  expect(await smallPrint(shop)).toEqual([
    null,
    "In December only.",
    "Not on gift cards.",
    "Not on gift cards.",
  ]);
  await mergeRewards({
    storeId: shop.storeId,
    customerId: shop.customerIds[0] ?? 0n,
    redemptionIds: held.map(({ id }) => id),
    requestId: "merge-request",
    now,
    client: quick,
  });
  expect((await smallPrint(shop))[0]).toBe("Not on gift cards.\n\nIn December only.");
});

import { afterAll, beforeAll, expect, test } from "vitest";
import { listRewards } from "@/lib/services/redemptions/list-rewards";
import { repairRewards } from "@/lib/services/redemptions/repair-rewards";
import { sweepCodes } from "@/lib/services/redemptions/sweep-codes";
import { type Sandbox, startSandbox } from "@/test/sandbox/start";
import { fiver, later, openRewardShop, quick, type RewardShop } from "./shop";

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ stores: [{ hash: "unused0" }], seed: "empty" });
});
afterAll(() => sandbox.stop());

const lines = [{ name: "Thing", price: "50.00" }];
const open = (more: object = {}) =>
  openRewardShop(sandbox, { points: 5_000, channels: [1, 2], rewards: [{ ...fiver, ...more }] });
const order = (shop: RewardShop, code: string, channelId: number) =>
  shop.at.placeOrder({ couponCodes: [code], channelId, lines, quiet: true });
const stateOf = async ({ storeId }: RewardShop) => (await listRewards(storeId)).rewards[0]?.state;

test("codes already out work where the published program says, from the next sweep on", async () => {
  const shop = await open();
  const { code } = await shop.issue(await shop.buy());
  await shop.publish([{ ...fiver, channelIds: [2] }]);
  await sweepCodes(shop.storeId, later(60), quick);
  expect(await stateOf(shop)).toBe("active");
  expect(() => order(shop, code, 1)).toThrow();
  await shop.publish([fiver]);
  await sweepCodes(shop.storeId, later(120), quick);
  expect(order(shop, code, 1).couponDiscount).toBe(500);
});

test("a promotion that somebody changed besides is left to the repair, which knows the present storefronts", async () => {
  const shop = await open();
  const { code } = await shop.issue(await shop.buy());
  const [promotion] = shop.at.state.promotions.values();
  if (promotion) promotion.document = { ...promotion.document, end_date: "2020-01-01T00:00:00+00:00" };
  await shop.publish([{ ...fiver, channelIds: [2] }]);
  await sweepCodes(shop.storeId, later(60), quick);
  expect(await stateOf(shop)).toBe("disabled");
  expect(sandbox.admin.countCalls({ store: shop.at.hash, method: "PUT" })).toBe(0);
  expect(await repairRewards(shop.storeId, later(120), quick)).toMatchObject({ promotions: 1 });
  expect(() => order(shop, code, 1)).toThrow();
  expect(order(shop, code, 2).couponDiscount).toBe(500);
});

test("a code bought before the storefronts changed and issued after takes no step back", async () => {
  const shop = await open();
  const bought = await shop.buy();
  await shop.publish([{ ...fiver, channelIds: [2] }]);
  const first = await shop.issue(await shop.buy());
  await shop.issue(bought);
  expect(() => order(shop, first.code, 1)).toThrow();
  expect(sandbox.admin.countCalls({ store: shop.at.hash, method: "PUT" })).toBe(0);
});

test("a promotion that cannot follow, for its storefront is gone, is called changed and holds up no other, in the sweep and in the repair", async () => {
  const rewards = [
    { ...fiver, channelIds: [1] },
    { ...fiver, key: "tenner", name: "$10 off", value: "10.00" },
  ];
  const shop = await openRewardShop(sandbox, { points: 5_000, channels: [1], rewards });
  await shop.issue(await shop.buy());
  const other = await shop.issue(await shop.buy({ productId: shop.product("tenner") }));
  await shop.publish([{ ...fiver, channelIds: [9] }, ...rewards.slice(1)]);
  order(shop, other.code, 1);
  expect(await sweepCodes(shop.storeId, later(60), quick)).toMatchObject({ used: 1 });
  expect(await stateOf(shop)).toBe("changed");
  expect(await repairRewards(shop.storeId, later(120), quick)).toMatchObject({ promotions: 0 });
  expect(await stateOf(shop)).toBe("changed");
});

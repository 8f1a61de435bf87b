import { afterAll, beforeAll, expect, test } from "vitest";
import { systemRuntime } from "@/lib/bigcommerce/client/runtime";
import { pool } from "@/lib/db/client";
import { changeRedemption } from "@/lib/db/redemptions/change-redemption";
import type { Redemption } from "@/lib/db/redemptions/redemption-row";
import { cancelRedemption } from "@/lib/services/redemptions/cancel-redemption";
import { endUnusedCode } from "@/lib/services/redemptions/end-unused-code";
import { finishDueRedemptions } from "@/lib/services/redemptions/finish-due-redemptions";
import { mergeRewards } from "@/lib/services/redemptions/merge-rewards";
import { repairRewards } from "@/lib/services/redemptions/repair-rewards";
import { balanceOf } from "@/test/db/ledger/seed";
import { type Sandbox, startSandbox } from "@/test/sandbox/start";
import { held } from "./held-process";
import { codesAt, later, ledgerDifferences, now, openRewardShop, quick, type RewardShop } from "./shop";

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ stores: [{ hash: "unused0" }], seed: "empty" });
});
afterAll(() => sandbox.stop());

const create = /^POST .*\/codes$/;
const lookUp = /^GET .*\/codes\?/;

/** BigCommerce fails each of a try's three creates, and cannot say whether it carried them out. */
async function issueInVain(shop: RewardShop, bought: Redemption): Promise<Redemption> {
  const path = /codes$/;
  sandbox.admin.addFault({ kind: "html-500", method: "POST", path, store: shop.at.hash, count: 3 });
  shop.client = { ...quick, ...{ runtime: { ...systemRuntime, sleep: async () => undefined } } };
  return shop.issue(bought);
}

const cancel = (shop: RewardShop, { id }: { id: bigint }, at = now, client: typeof quick = quick) =>
  cancelRedemption({ storeId: shop.storeId, redemptionId: id, customerId: null, now: at, client });
const refusedForNow = { code: "unavailable", retryAfterSeconds: 60 };
const balance = async (shop: RewardShop) => {
  const { available, held: isHeld } = await balanceOf(shop.customerIds[0] ?? 0n);
  return [Number(available), Number(isHeld)];
};
const creates = ({ at }: RewardShop) =>
  sandbox.admin.requests({ store: at.hash, method: "POST" }).filter(({ path }) => path.endsWith("/codes"));

test("no points come back while a create is under way; when its process dies, the code goes first and then they come", async () => {
  const shop = await openRewardShop(sandbox);
  const bought = await shop.buy();
  const process = held(shop, create);
  void shop.issue(bought);
  await process.atCall;
  await expect(cancel(shop, bought)).rejects.toMatchObject(refusedForNow);
  await expect(cancel(shop, bought, later(59))).rejects.toMatchObject(refusedForNow);
  expect(await balance(shop)).toEqual([500, 500]);
  await process.dieAndArrive();
  expect(codesAt(shop)).toEqual([bought.code]);
  const seen: unknown[] = [];
  const runtime = {
    ...systemRuntime,
    fetch: async (...call: Parameters<typeof fetch>) => {
      if (call[1]?.method === "DELETE") seen.push(await balance(shop));
      return fetch(...call);
    },
  };
  const client = { ...quick, runtime };
  await finishDueRedemptions({ storeId: shop.storeId, now: later(180), client });
  expect(seen).toEqual([[500, 500]]);
  expect(await shop.read(bought)).toMatchObject({ status: "cancelled" });
  expect(codesAt(shop)).toEqual([]);
  expect(await balance(shop)).toEqual([1_000, 0]);
  expect(await ledgerDifferences(shop.storeId)).toEqual([]);
});

test("a create that goes through beside a cancellation is captured, and then taken back", async () => {
  const shop = await openRewardShop(sandbox);
  const bought = await shop.buy();
  const process = held(shop, create);
  const issuing = shop.issue(bought);
  await process.atCall;
  await expect(cancel(shop, bought)).rejects.toMatchObject(refusedForNow);
  process.goOn();
  expect(await issuing).toMatchObject({ status: "issued", createsUnderWay: 0 });
  await finishDueRedemptions({ storeId: shop.storeId, now: later(180), client: quick });
  expect(codesAt(shop)).toEqual([]);
  expect(await balance(shop)).toEqual([1_000, 0]);
  expect(await ledgerDifferences(shop.storeId)).toEqual([]);
});

test("a later try is noted as the first one was: no points come back while it is under way", async () => {
  const shop = await openRewardShop(sandbox);
  const bought = await shop.buy();
  expect(await issueInVain(shop, bought)).toMatchObject({ status: "pending", createsUnderWay: 3 });
  const process = held(shop, create);
  void shop.issue(bought, later(600));
  await process.atCall;
  await expect(cancel(shop, bought, later(601))).rejects.toMatchObject(refusedForNow);
  expect(await balance(shop)).toEqual([500, 500]);
  await process.dieAndArrive();
  expect(await cancel(shop, bought, later(670))).toMatchObject({ status: "cancelled" });
  expect(codesAt(shop)).toEqual([]);
  expect(await balance(shop)).toEqual([1_000, 0]);
});

test("once somebody wants it back nothing is sent any more, also by a try that had begun before", async () => {
  const shop = await openRewardShop(sandbox);
  const bought = await shop.buy();
  await issueInVain(shop, bought);
  const process = held(shop, lookUp);
  const issuing = shop.issue(bought, later(5));
  await process.atCall;
  await expect(cancel(shop, bought, later(6))).rejects.toMatchObject(refusedForNow);
  process.goOn();
  expect(await issuing).toMatchObject({ status: "pending" });
  expect(creates(shop)).toHaveLength(3);
  expect(await cancel(shop, bought, later(70))).toMatchObject({ status: "cancelled" });
  expect(codesAt(shop)).toEqual([]);
});

test("a create still under way keeps the points of a code that another one made, until it has landed or is lost", async () => {
  const shop = await openRewardShop(sandbox);
  const bought = await shop.buy();
  const process = held(shop, create);
  void shop.issue(bought);
  await process.atCall;
  shop.client = { ...quick };
  expect(await shop.issue(bought, later(5))).toMatchObject({ status: "issued", createsUnderWay: 1 });
  await expect(cancel(shop, bought, later(10))).rejects.toMatchObject(refusedForNow);
  expect(await shop.read(bought)).toMatchObject({ status: "issued" });
  expect(await cancel(shop, bought, later(70))).toMatchObject({ status: "cancelled" });
  expect(await balance(shop)).toEqual([1_000, 0]);
});

test("what one process saw is worth nothing once another has asked for the code meanwhile", async () => {
  const shop = await openRewardShop(sandbox);
  const bought = await shop.buy();
  await issueInVain(shop, bought);
  const giver = held(shop, lookUp);
  const givingUp = shop.issue(bought, later(901));
  await giver.atCall;
  const creator = held(shop, create);
  const creating = shop.issue(bought, later(899));
  await creator.atCall;
  giver.goOn();
  expect(await givingUp).toMatchObject({ status: "pending" });
  creator.goOn();
  expect(await creating).toMatchObject({ status: "issued" });
  expect(await balance(shop)).toEqual([500, 0]);
});

test("a process that was away for longer than that takes the code it then makes away itself", async () => {
  const shop = await openRewardShop(sandbox);
  const bought = await shop.buy();
  const process = held(shop, create);
  const issuing = shop.issue(bought);
  await process.atCall;
  expect(await cancel(shop, bought, later(70))).toMatchObject({ status: "cancelled" });
  process.goOn();
  expect(await issuing).toMatchObject({ status: "cancelled", createsUnderWay: 0 });
  expect(codesAt(shop)).toEqual([]);
});

test("a reward whose create is still under way is not combined, and nothing is taken away, until that has landed or is lost", async () => {
  const shop = await openRewardShop(sandbox);
  const bought = await shop.buy();
  const process = held(shop, create);
  void shop.issue(bought);
  await process.atCall;
  shop.client = { ...quick };
  const both = [await shop.issue(bought, later(5)), await shop.issue(await shop.buy())];
  const merge = (at: Date) =>
    mergeRewards({
      storeId: shop.storeId,
      customerId: shop.customerIds[0] ?? 0n,
      redemptionIds: both.map(({ id }) => id),
      requestId: "merge-request",
      now: at,
      client: quick,
    });
  await expect(merge(later(10))).rejects.toMatchObject(refusedForNow);
  expect(await shop.read(bought)).toMatchObject({ status: "issued", cancelRequestedAt: null });
  expect(codesAt(shop)).toHaveLength(2);
  expect((await merge(later(70))).redemption).toMatchObject({ pointsSpent: 1_000 });
  expect(codesAt(shop)).toEqual([]);
});

test.each(["there still", "made anew, too"])(
  "a code made again by a repair that dies does not stay beside points that were given back, its promotion %s",
  async (promotion) => {
    const shop = await openRewardShop(sandbox);
    const bought = await shop.issue(await shop.buy());
    shop.at.state.codes.clear();
    if (promotion === "made anew, too") shop.at.state.promotions.clear();
    const process = held(shop, create);
    void repairRewards(shop.storeId, later(86_400), shop.client);
    await process.atCall;
    await expect(cancel(shop, bought, later(86_401))).rejects.toMatchObject(refusedForNow);
    await process.dieAndArrive();
    expect(codesAt(shop)).toEqual([bought.code]);
    expect(await cancel(shop, bought, later(86_470))).toMatchObject({ status: "cancelled" });
    expect(codesAt(shop)).toEqual([]);
    expect(await balance(shop)).toEqual([1_000, 0]);
  },
);

test("a look-up under a promotion that was deleted is worth nothing once a repair has adopted the code under another", async () => {
  const shop = await openRewardShop(sandbox);
  const bought = await shop.issue(await shop.buy());
  shop.at.state.codes.clear();
  shop.at.state.promotions.clear();
  const dead = held(shop, create);
  void repairRewards(shop.storeId, later(86_400), shop.client);
  await dead.atCall;
  await dead.dieAndArrive();
  // As a process left it that did not write down yet where it asked.
  await changeRedemption(shop.storeId, bought.id, { bcPromotionId: bought.bcPromotionId });
  const expirer = held(shop, lookUp);
  const at = later(86_500);
  const expiring = endUnusedCode(await shop.read(bought), "expired", at, shop.client);
  await expirer.atCall;
  await repairRewards(shop.storeId, at, quick);
  expirer.goOn();
  expect(await expiring).toBe("too_soon");
  expect(codesAt(shop)).toEqual([bought.code]);
  expect(await endUnusedCode(await shop.read(bought), "expired", at, quick)).toBe("ended");
  expect(codesAt(shop)).toEqual([]);
});

test("a refusal of promotions makes no coupon once another has asked for the code under one", async () => {
  const shop = await openRewardShop(sandbox);
  await shop.issue(await shop.buy());
  await pool().query("UPDATE stores SET reward_codes_by = NULL WHERE id = $1", [shop.storeId]);
  const bought = await shop.buy();
  const refused = held(shop, /^GET .*promotions/);
  const refusing = shop.issue(bought);
  await refused.atCall;
  const creator = held(shop, create);
  void shop.issue(bought);
  await creator.atCall;
  sandbox.admin.addFault({ kind: "forbidden", method: "GET", path: /promotions/, store: shop.at.hash });
  refused.goOn();
  expect(await refusing).toMatchObject({ status: "pending", mechanism: "promotion" });
  await creator.dieAndArrive();
  expect(codesAt(shop)).toContain(bought.code);
  expect(shop.at.state.coupons.size).toBe(0);
});

test("how long a try was at work before it asked for the code counts, too", async () => {
  const shop = await openRewardShop(sandbox);
  const bought = await shop.buy();
  let ms = 0;
  const runtime = {
    ...systemRuntime,
    nowMs: () => ms,
    fetch: (...call: Parameters<typeof fetch>) => {
      // BigCommerce takes its time with everything before.
      if (!create.test(`${call[1]?.method} ${call[0]}`)) ms += 8_000;
      return fetch(...call);
    },
  };
  shop.client = { ...quick, ...{ runtime } };
  const { createTriedAt } = await shop.issue(bought);
  expect(createTriedAt?.getTime()).toBe(now.getTime() + ms);
  expect(ms).toBeGreaterThan(0);
});

test("a create that was answered, with a yes or a no, holds nothing up", async () => {
  const shop = await openRewardShop(sandbox);
  const yes = await shop.issue(await shop.buy());
  expect(yes).toMatchObject({ status: "issued", createsUnderWay: 0 });
  expect(await cancel(shop, yes)).toMatchObject({ status: "cancelled" });
  const path = /codes$/;
  sandbox.admin.addFault({ kind: "forbidden", method: "POST", path, store: shop.at.hash });
  const no = await shop.issue(await shop.buy());
  expect(no).toMatchObject({ status: "failed", createsUnderWay: 0, createSentAt: null });
  expect(await balance(shop)).toEqual([1_000, 0]);
});

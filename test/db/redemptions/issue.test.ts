import { afterAll, beforeAll, expect, test } from "vitest";
import { issueRedemption } from "@/lib/services/redemptions/issue-redemption";
import { balanceOf } from "@/test/db/ledger/seed";
import { type Sandbox, startSandbox } from "@/test/sandbox/start";
import { capturedCodes, codesAt, fiver, later, ledgerDifferences, openRewardShop, quick } from "./shop";

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ stores: [{ hash: "unused0" }], seed: "empty" });
});
afterAll(() => sandbox.stop());

test("a purchase holds the points, issuing captures them and the code is at BigCommerce, for one use", async () => {
  const shop = await openRewardShop(sandbox);
  const bought = await shop.buy();
  expect(bought).toMatchObject({ status: "pending", pointsSpent: 500 });
  expect(await balanceOf(shop.customerIds[0] as bigint)).toMatchObject({ available: 500, held: 500 });
  const issued = await shop.issue(bought);
  expect(issued).toMatchObject({ status: "issued", mechanism: "promotion" });
  expect(await balanceOf(shop.customerIds[0] as bigint)).toMatchObject({ available: 500, held: 0 });
  const [code] = [...shop.at.state.codes.values()];
  expect(code).toMatchObject({ code: bought.code, maxUses: 1, maxUsesPerCustomer: 1 });
  const [promotion] = [...shop.at.state.promotions.values()];
  expect(promotion?.document).toMatchObject({
    name: `Laurel · $5 off · USD · #${shop.product("fiver")}`,
    redemption_type: "COUPON",
    rules: [{ action: { cart_value: { discount: { fixed_amount: "5.00" } } } }],
  });
  expect(await ledgerDifferences(shop.storeId)).toEqual([]);
});

test("100 parallel purchases of a balance that affords 7 give exactly 7 codes and no orphan", async () => {
  const shop = await openRewardShop(sandbox, { points: 3_600 });
  const bought = await Promise.allSettled(Array.from({ length: 100 }, () => shop.buy()));
  const won = bought.flatMap((result) => (result.status === "fulfilled" ? [result.value] : []));
  const refused = bought.flatMap((result) => (result.status === "rejected" ? [result.reason.code] : []));
  expect(won).toHaveLength(7);
  // On a very busy machine some do not get their turn at the balance in ten seconds.
  expect(new Set(refused.filter((code) => code !== "P2028"))).toEqual(new Set(["insufficient_points"]));
  // A busy machine may keep one waiting for the promotion that another one makes: then it is tried again, as always.
  const open = new Set(won);
  while (open.size > 0) {
    const issued = await Promise.all([...open].map(async (one) => [one, await shop.issue(one)] as const));
    for (const [one, { status }] of issued) if (status !== "pending") open.delete(one);
  }
  expect(codesAt(shop)).toEqual(won.map(({ code }) => code).sort());
  expect(shop.at.state.promotions.size).toBe(1);
  expect(await capturedCodes(shop)).toEqual(codesAt(shop));
  expect(await balanceOf(shop.customerIds[0] as bigint)).toMatchObject({ available: 100, held: 0 });
  expect(await ledgerDifferences(shop.storeId)).toEqual([]);
});

test("ten workers with the same redemption make one code and capture once", async () => {
  const shop = await openRewardShop(sandbox);
  const bought = await shop.buy();
  await Promise.all(Array.from({ length: 10 }, () => shop.issue(bought)));
  expect(codesAt(shop)).toEqual([bought.code]);
  expect(await ledgerDifferences(shop.storeId)).toEqual([]);
});

test.each(["reset", "html-500", "gateway-504", "truncated", "timeout"] as const)(
  "a code created behind a lost answer (%s) is found, not made twice",
  async (kind) => {
    const shop = await openRewardShop(sandbox);
    const bought = await shop.buy();
    const path = /^\/v3\/promotions\/\d+\/codes$/;
    sandbox.admin.addFault({ kind, method: "POST", path, store: shop.at.hash, phase: "after" });
    let seen = await shop.issue(bought);
    for (let round = 0; seen.status === "pending" && round < 3; round += 1) seen = await shop.issue(bought);
    expect(seen.status).toBe("issued");
    expect(codesAt(shop)).toEqual([bought.code]);
    expect(
      sandbox.admin.requests({ store: shop.at.hash, method: "POST" }).filter((call) => path.test(call.path)),
    ).toHaveLength(1);
  },
);

test("a code that exists under a promotion that is not ours is replaced by another one", async () => {
  const shop = await openRewardShop(sandbox);
  const bought = await shop.buy();
  shop.at.state.codes.set(9_999, {
    id: 9_999,
    promotionId: 4_711,
    code: bought.code,
    maxUses: 0,
    maxUsesPerCustomer: 0,
    currentUses: 0,
    createdAt: 0,
  });
  expect(
    await issueRedemption({ storeId: shop.storeId, redemptionId: bought.id, now: later(0), client: quick }),
  ).toBe("wait");
  const issued = await shop.issue(bought);
  expect(issued.status).toBe("issued");
  expect(issued.code).not.toBe(bought.code);
  expect(shop.at.state.codes.get(9_999)?.promotionId).toBe(4_711);
});

test("while BigCommerce is down past the time to give up, points whose create was never sent come back once it answers", async () => {
  const shop = await openRewardShop(sandbox);
  const bought = await shop.buy();
  sandbox.admin.addFault({ kind: "html-500", store: shop.at.hash, count: 1_000 });
  expect((await shop.issue(bought)).status).toBe("pending");
  const after = await shop.issue(bought, later(901));
  sandbox.admin.clearFaults();
  expect(after).toMatchObject({ status: "failed", problem: expect.stringContaining("500") });
  expect(await balanceOf(shop.customerIds[0] as bigint)).toMatchObject({ available: 1_000, held: 0 });
  expect(codesAt(shop)).toEqual([]);
  expect(await ledgerDifferences(shop.storeId)).toEqual([]);
});

test("points are not given back while nobody can say whether a code exists", async () => {
  const shop = await openRewardShop(sandbox);
  const bought = await shop.buy();
  const codes = /codes/;
  sandbox.admin.addFault({ kind: "reset", method: "POST", path: codes, store: shop.at.hash, phase: "after" });
  sandbox.admin.addFault({ kind: "html-500", method: "GET", path: codes, store: shop.at.hash, count: 1_000 });
  await shop.issue(bought);
  expect((await shop.issue(bought, later(901))).status).toBe("pending");
  sandbox.admin.clearFaults();
  // It is there: the redemption succeeds after all.
  expect((await shop.issue(bought, later(902))).status).toBe("issued");
  expect(codesAt(shop)).toEqual([bought.code]);
});

test("a reward that BigCommerce refuses for good fails at once and gives the points back", async () => {
  const shop = await openRewardShop(sandbox, { rewards: [{ ...fiver, currency: "JPY" }] });
  const bought = await shop.issue(await shop.buy());
  expect(bought).toMatchObject({ status: "failed", problem: expect.stringContaining("currency") });
  expect(await balanceOf(shop.customerIds[0] as bigint)).toMatchObject({ available: 1_000, held: 0 });
});

test("where promotions are refused, v2 coupons are used, and remembered", async () => {
  const shop = await openRewardShop(sandbox);
  sandbox.admin.addFault({ kind: "forbidden", path: "/v3/promotions", store: shop.at.hash, count: 1_000 });
  const issued = await shop.issue(await shop.buy());
  expect(issued).toMatchObject({ status: "issued", mechanism: "coupon" });
  const calls = sandbox.admin.requests({ store: shop.at.hash }).length;
  await shop.issue(await shop.buy());
  expect(sandbox.admin.requests({ store: shop.at.hash }).length).toBe(calls + 1);
  sandbox.admin.clearFaults();
  expect([...shop.at.state.coupons.values()].map(({ document }) => document)).toMatchObject([
    { type: "per_total_discount", amount: "5.00", max_uses: 1, code: issued.code },
    { type: "per_total_discount" },
  ]);
});

test("a promotion switched off, changed or deleted by the merchant is put right by the next redemption", async () => {
  const shop = await openRewardShop(sandbox, { points: 5_000 });
  await shop.issue(await shop.buy());
  const promotion = [...shop.at.state.promotions.values()][0];
  if (promotion) promotion.document = { ...promotion.document, status: "DISABLED" };
  await shop.issue(await shop.buy());
  expect(promotion?.document.status).toBe("ENABLED");
  if (promotion)
    promotion.document = {
      ...promotion.document,
      rules: [{ action: { cart_value: { discount: { fixed_amount: "1" } } } }],
    };
  await shop.issue(await shop.buy());
  expect(JSON.stringify(promotion?.document.rules)).toContain('"5.00"');
  shop.at.state.promotions.clear();
  const issued = await shop.issue(await shop.buy());
  expect(issued.status).toBe("issued");
  expect(shop.at.state.promotions.size).toBe(1);
});

test("a reward that changed has a promotion of the same name with the new value; codes already out keep theirs", async () => {
  const shop = await openRewardShop(sandbox, { points: 5_000 });
  const old = await shop.issue(await shop.buy());
  await shop.publish([{ ...fiver, value: "10.00" }]);
  const fresh = await shop.issue(await shop.buy());
  const promotionOf = (id: bigint | null) => shop.at.state.promotions.get(Number(id))?.document;
  const name = `Laurel · $5 off · USD · #${shop.product("fiver")}`;
  expect(promotionOf(fresh.bcPromotionId)).toMatchObject({ name });
  expect(JSON.stringify(promotionOf(fresh.bcPromotionId))).toContain('"10.00"');
  expect(JSON.stringify(promotionOf(old.bcPromotionId))).toContain('"5.00"');
  expect(promotionOf(old.bcPromotionId)?.name).not.toBe(name);
});

import { afterAll, beforeAll, expect, test } from "vitest";
import { pool } from "@/lib/db/client";
import { findStore, upsertInstalledStore } from "@/lib/db/stores";
import { inTransaction } from "@/lib/db/transaction";
import { listRewards } from "@/lib/services/redemptions/list-rewards";
import { repairRewards } from "@/lib/services/redemptions/repair-rewards";
import { sweepCodes } from "@/lib/services/redemptions/sweep-codes";
import { balanceOf } from "@/test/db/ledger/seed";
import { type Sandbox, startSandbox } from "@/test/sandbox/start";
import { fiver, later, ledgerDifferences, now, openRewardShop, quick, type RewardShop } from "./shop";

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ stores: [{ hash: "unused0" }], seed: "empty" });
});
afterAll(() => sandbox.stop());

const refuse = (shop: RewardShop, path: string) =>
  sandbox.admin.addFault({ kind: "forbidden", path, store: shop.at.hash, count: 1_000 });
const means = async ({ storeId }: RewardShop) => (await findStore(storeId))?.rewardCodesBy;
const rewardOf = async ({ storeId }: RewardShop) => (await listRewards(storeId)).rewards[0];
const available = async (shop: RewardShop) => Number((await balanceOf(shop.customerIds[0] ?? 0n)).available);

/** A shop that makes coupons, and has made `count`. */
async function couponShop(count: number, options: Parameters<typeof openRewardShop>[1] = {}) {
  const shop = await openRewardShop(sandbox, { points: 500 * count, ...options });
  await pool().query("UPDATE stores SET reward_codes_by = 'coupons' WHERE id = $1", [String(shop.storeId)]);
  const held = [];
  for (let made = 0; made < count; made += 1) held.push(await shop.issue(await shop.buy()));
  return { shop, held };
}

test("a store whose permission was missing for a while makes promotions again, gifts too, once it has it", async () => {
  const pot = { key: "gift", type: "free_product", name: "Pot", pointsPrice: 100, productId: 5 };
  const shop = await openRewardShop(sandbox, { points: 5_000, rewards: [fiver, pot] });
  refuse(shop, "/v3/promotions");
  refuse(shop, "/v2/coupons");
  const first = await shop.issue(await shop.buy());
  expect(first.status).not.toBe("issued");
  expect(await means(shop)).toBeNull();
  sandbox.admin.clearFaults();
  const gift = await shop.issue(await shop.buy({ productId: shop.product("gift") }));
  expect(gift).toMatchObject({ status: "issued", mechanism: "promotion" });
});

test("that promotions are refused is forgotten with a new consent", async () => {
  const shop = await openRewardShop(sandbox);
  refuse(shop, "/v3/promotions");
  expect(await shop.issue(await shop.buy())).toMatchObject({ status: "issued", mechanism: "coupon" });
  sandbox.admin.clearFaults();
  expect(await means(shop)).toBe("coupons");
  const grant = {
    ...{ accessTokenEncrypted: "", scopes: [], accountUuid: null, ownerBcUserId: null },
    ...{ webhookSecretEncrypted: "", webhookSecretHash: new Uint8Array(32) },
  };
  await inTransaction((tx) => upsertInstalledStore(tx, shop.at.hash, grant, now));
  expect(await means(shop)).toBeNull();
});

test("a coupon deleted in the control panel is made again by the repair, and no longer counted as lost", async () => {
  const { shop, held } = await couponShop(2);
  shop.at.state.coupons.clear();
  expect(await sweepCodes(shop.storeId, later(60), quick)).toMatchObject({ missing: 2 });
  expect(await rewardOf(shop)).toMatchObject({ lost: 2, held: 2 });
  const repair = await repairRewards(shop.storeId, later(120), quick);
  expect(repair).toEqual({ promotions: 0, codes: 2, codesLeft: 0, codesRefused: 0 });
  expect(await rewardOf(shop)).toMatchObject({ lost: 0, held: 2 });
  const lines = [{ name: "Thing", price: "50.00" }];
  for (const { code } of held) {
    expect(shop.at.placeOrder({ couponCodes: [code], lines, quiet: true }).couponDiscount).toBe(500);
  }
  expect(await sweepCodes(shop.storeId, later(180), quick)).toEqual({ checked: 2, used: 2, missing: 0 });
});

test("points of a coupon that cannot be made again as it was bought come back", async () => {
  const { shop, held } = await couponShop(1);
  shop.at.state.coupons.clear();
  await sweepCodes(shop.storeId, later(60), quick);
  await pool().query("UPDATE stores SET currency = 'EUR' WHERE id = $1", [String(shop.storeId)]);
  expect(await repairRewards(shop.storeId, later(120), quick)).toMatchObject({ codes: 0, codesRefused: 0 });
  expect(await shop.read(held[0] as (typeof held)[0])).toMatchObject({ status: "cancelled" });
  expect(await available(shop)).toBe(500);
  expect(await rewardOf(shop)).toMatchObject({ lost: 0, held: 0 });
  expect(await ledgerDifferences(shop.storeId)).toEqual([]);
});

test("a coupon whose code somebody else's has meanwhile says so, is left alone, and holds up no other", async () => {
  const { shop, held } = await couponShop(2);
  for (const { id, document } of shop.at.state.coupons.values()) {
    if (document.code === held[0]?.code) document.name = "Somebody else's";
    else shop.at.state.coupons.delete(id);
  }
  await pool().query("UPDATE redemptions SET code_missing_at = now() WHERE store_id = $1", [
    String(shop.storeId),
  ]);
  expect(await repairRewards(shop.storeId, later(120), quick)).toMatchObject({ codes: 1, codesRefused: 1 });
  expect((await shop.read(held[0] as (typeof held)[0])).problem).toContain("Another coupon");
});

test("a sweep reads coupons by pages, not one by one", async () => {
  const { shop } = await couponShop(3);
  const [last] = [...shop.at.state.coupons.values()].slice(-1);
  if (last) last.numUses = 1;
  const calls = () => sandbox.admin.countCalls({ store: shop.at.hash });
  const before = calls();
  expect(await sweepCodes(shop.storeId, later(60), quick)).toEqual({ checked: 3, used: 1, missing: 0 });
  expect(calls() - before).toBe(1);
});

test("of few codes left among many used ones each is looked up, not all that ever were", async () => {
  const shop = await openRewardShop(sandbox);
  const { id, bcPromotionId } = await shop.issue(await shop.buy());
  await pool().query(
    `INSERT INTO redemptions SELECT (r).* FROM (
       SELECT jsonb_populate_record(x, jsonb_build_object('id', nextval('redemptions_id_seq'),
                'request_id', 'copy-' || lpad(n::text, 8, '0'), 'code', upper(x.code || lpad(n::text, 3, '0')), 'used_at', now())) AS r
         FROM redemptions x, generate_series(1, 600) n WHERE x.id = $1) copies`,
    [String(id)],
  );
  sandbox.admin.clearRequests();
  expect(await sweepCodes(shop.storeId, later(60), quick)).toEqual({ checked: 1, used: 0, missing: 0 });
  const path = `/v3/promotions/${bcPromotionId}/codes`;
  const [call] = sandbox.admin.requests({ store: shop.at.hash, path });
  expect(call?.query).toContain("code=");
});

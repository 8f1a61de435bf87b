import { afterAll, beforeAll, expect, test } from "vitest";
import { pool } from "@/lib/db/client";
import { cancelRedemption } from "@/lib/services/redemptions/cancel-redemption";
import { finishDueRedemptions } from "@/lib/services/redemptions/finish-due-redemptions";
import { removeRedemptionCode } from "@/lib/services/redemptions/remove-redemption-code";
import { balanceOf } from "@/test/db/ledger/seed";
import { type Sandbox, startSandbox } from "@/test/sandbox/start";
import { codesAt, later, ledgerDifferences, now, openRewardShop, quick, type RewardShop } from "./shop";

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ stores: [{ hash: "unused0" }], seed: "empty" });
});
afterAll(() => sandbox.stop());

const isCreate = (url: unknown, init?: RequestInit) =>
  init?.method === "POST" && String(url).endsWith("/codes");

/** Creates of codes are kept on the wire: the app hears that the connection broke. Returns what lets them arrive. */
function keepOnTheWire(shop: RewardShop): () => Promise<void> {
  const waiting: (() => Promise<Response>)[] = [];
  const runtime = {
    nowMs: () => performance.now(),
    sleep: async () => undefined,
    random: () => 0,
    fetch: async (url: Parameters<typeof fetch>[0], init?: RequestInit) => {
      if (!isCreate(url, init)) return fetch(url, init);
      waiting.push(() => fetch(url, { ...init, signal: null }));
      throw new TypeError("fetch failed", { cause: Object.assign(new Error(), { code: "ECONNRESET" }) });
    },
  };
  shop.client = { ...quick, ...{ runtime } };
  return async () => {
    shop.client = { ...quick };
    await waiting[0]?.();
  };
}

const askedToRemove = async ({ storeId }: RewardShop) => {
  const { rows } = await pool().query(
    "SELECT data->>'redemptionId' AS id FROM effects WHERE store_id = $1 AND name = 'redemptions/code.remove'",
    [String(storeId)],
  );
  return rows.map(({ id }) => BigInt(id));
};

test("a code that arrives after its points were given back is deleted by the event that was sent with them", async () => {
  const shop = await openRewardShop(sandbox);
  const arrive = keepOnTheWire(shop);
  const bought = await shop.buy();
  await shop.issue(bought);
  expect((await shop.issue(bought, later(901))).status).toBe("failed");
  await arrive();
  expect(codesAt(shop)).toEqual([bought.code]);
  expect(await askedToRemove(shop)).toEqual([bought.id]);
  await removeRedemptionCode({ storeId: shop.storeId, redemptionId: bought.id, now }, quick);
  expect(codesAt(shop)).toEqual([]);
  expect(await balanceOf(shop.customerIds[0] ?? 0n)).toMatchObject({ available: 1_000, held: 0 });
  expect(await ledgerDifferences(shop.storeId)).toEqual([]);
});

test("a late code is deleted without that event, too, by the round that looks for unfinished work", async () => {
  const shop = await openRewardShop(sandbox);
  const arrive = keepOnTheWire(shop);
  const bought = await shop.buy();
  await shop.issue(bought);
  await shop.issue(bought, later(901));
  await arrive();
  await pool().query("UPDATE redemptions SET updated_at = $2 WHERE id = $1", [String(bought.id), now]);
  await finishDueRedemptions({ storeId: shop.storeId, now: later(3_600), client: quick });
  expect(codesAt(shop)).toEqual([]);
});

test("a second create that was still on its way cannot bring back a code cancelled soon after it was issued", async () => {
  const shop = await openRewardShop(sandbox);
  const arrive = keepOnTheWire(shop);
  const bought = await shop.buy();
  await shop.issue(bought);
  shop.client = { ...quick };
  await shop.issue(bought);
  await cancelRedemption({
    storeId: shop.storeId,
    redemptionId: bought.id,
    customerId: null,
    now: later(90),
    client: quick,
  });
  await arrive();
  expect(codesAt(shop)).toEqual([bought.code]);
  for (const id of await askedToRemove(shop)) {
    await removeRedemptionCode({ storeId: shop.storeId, redemptionId: id, now: later(960) }, quick);
  }
  expect(codesAt(shop)).toEqual([]);
  expect(await balanceOf(shop.customerIds[0] ?? 0n)).toMatchObject({ available: 1_000, held: 0 });
});

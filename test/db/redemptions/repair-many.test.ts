import { afterAll, beforeAll, expect, test } from "vitest";
import { systemRuntime } from "@/lib/bigcommerce/client/runtime";
import { pool } from "@/lib/db/client";
import { countLostCodes } from "@/lib/db/redemptions/find-redemptions";
import { codesPerPage, remakeLostCodes } from "@/lib/services/redemptions/remake-lost-codes";
import { repairRewards } from "@/lib/services/redemptions/repair-rewards";
import { type Sandbox, startSandbox } from "@/test/sandbox/start";
import { capturedCodes, codesAt, now, openRewardShop, quick, type RewardShop } from "./shop";

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ stores: [{ hash: "unused0" }], seed: "empty" });
});
afterAll(() => sandbox.stop());

/** A shop whose customers hold `count` codes, all of which somebody deleted at BigCommerce with their promotion. */
async function shopWithLost(count: number): Promise<RewardShop> {
  const shop = await openRewardShop(sandbox, { points: 500 * count });
  for (let made = 0; made < count; made += 1) await shop.issue(await shop.buy());
  shop.at.state.codes.clear();
  shop.at.state.promotions.clear();
  return shop;
}

async function continuations({ storeId }: RewardShop): Promise<string[]> {
  const { rows } = await pool().query<{ after: string }>(
    "SELECT data->>'afterId' AS after FROM runner_events WHERE name = 'redemptions/repair.continued' AND data->>'storeId' = $1",
    [String(storeId)],
  );
  return rows.map(({ after }) => after);
}

async function problemsOf({ storeId }: RewardShop): Promise<number> {
  const { rows } = await pool().query(
    "SELECT count(problem) AS problems FROM redemptions WHERE store_id = $1",
    [storeId],
  );
  return Number(rows[0].problems);
}

test("a repair makes one page of lost codes while somebody waits; the rest is handed on, with how many they are", async () => {
  const more = 3;
  const shop = await shopWithLost(codesPerPage + more);
  const repair = await repairRewards(shop.storeId, now, quick);
  expect(repair).toEqual({ promotions: 1, codes: codesPerPage, codesLeft: more, codesRefused: 0 });
  expect(codesAt(shop)).toHaveLength(codesPerPage);
  const [afterId = ""] = await continuations(shop);
  const rest = await remakeLostCodes(shop.storeId, { afterId: BigInt(afterId), now }, quick);
  expect(rest).toEqual({ remade: more, refused: 0, nextId: null });
  expect(codesAt(shop)).toEqual(await capturedCodes(shop));
});

test("codes lost with their promotion are made again also when a purchase has replaced the promotion before anybody looked", async () => {
  const held = 3;
  const shop = await shopWithLost(held);
  await shop.give(shop.customerIds[0] ?? 0n, 500);
  await shop.issue(await shop.buy());
  expect(codesAt(shop)).toHaveLength(1);
  expect(await countLostCodes(shop.storeId)).toBe(held);
  expect(await repairRewards(shop.storeId, now, quick)).toEqual({
    promotions: 0,
    codes: held,
    codesLeft: 0,
    codesRefused: 0,
  });
  expect(codesAt(shop)).toEqual(await capturedCodes(shop));
  expect(await countLostCodes(shop.storeId)).toBe(0);
});

test("a code that BigCommerce refuses holds up no other: it is counted, says why, and is tried again the next time", async () => {
  const shop = await shopWithLost(3);
  const path = /codes$/;
  sandbox.admin.addFault({ kind: "forbidden", method: "POST", path, store: shop.at.hash });
  expect(await repairRewards(shop.storeId, now, quick)).toEqual({
    ...{ promotions: 1, codes: 2, codesLeft: 0, codesRefused: 1 },
  });
  expect(await problemsOf(shop)).toBe(1);
  expect(await repairRewards(shop.storeId, now, quick)).toMatchObject({ codes: 1, codesRefused: 0 });
  expect(codesAt(shop)).toEqual(await capturedCodes(shop));
  expect(await problemsOf(shop)).toBe(0);
});

test("a repair that ends after the promotion was made goes on with the codes the next time", async () => {
  const shop = await shopWithLost(1);
  const path = /codes$/;
  sandbox.admin.addFault({ kind: "html-500", method: "POST", path, store: shop.at.hash, count: 3 });
  const client = { ...quick, runtime: { ...systemRuntime, sleep: async () => undefined } };
  await expect(repairRewards(shop.storeId, now, client)).rejects.toMatchObject({ outcomeUnknown: true });
  expect(shop.at.state.promotions.size).toBe(1);
  expect(await repairRewards(shop.storeId, now, quick)).toMatchObject({ promotions: 0, codes: 1 });
  expect(codesAt(shop)).toEqual(await capturedCodes(shop));
  expect(await continuations(shop)).toEqual([]);
});

test("no code is made again under a promotion that could not be switched on: it waits for the next repair", async () => {
  const shop = await openRewardShop(sandbox, { points: 500 });
  await shop.issue(await shop.buy());
  shop.at.state.codes.clear();
  for (const { document } of shop.at.state.promotions.values()) document.status = "DISABLED";
  const { currencies } = shop.at.state;
  shop.at.state.currencies = [];
  expect(await repairRewards(shop.storeId, now, quick)).toEqual({
    ...{ promotions: 0, codes: 0, codesLeft: 0, codesRefused: 1 },
  });
  expect(codesAt(shop)).toEqual([]);
  expect(await problemsOf(shop)).toBe(1);
  shop.at.state.currencies = currencies;
  expect(await repairRewards(shop.storeId, now, quick)).toMatchObject({ promotions: 1, codes: 1 });
  expect(codesAt(shop)).toEqual(await capturedCodes(shop));
});

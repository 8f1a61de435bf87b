import { afterAll, beforeAll, expect, test } from "vitest";
import { cancelRedemption } from "@/lib/services/redemptions/cancel-redemption";
import { balanceOf } from "@/test/db/ledger/seed";
import { type Sandbox, startSandbox } from "@/test/sandbox/start";
import { held } from "./held-process";
import { fiver, ledgerDifferences, now, openRewardShop, quick } from "./shop";

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ stores: [{ hash: "unused0" }], seed: "empty" });
});
afterAll(() => sandbox.stop());

test("store credit that is cancelled while a process reads what the customer has is not given beside the points", async () => {
  const credit = { ...fiver, type: "store_credit", name: "$5 credit" };
  const shop = await openRewardShop(sandbox, { rewards: [credit] });
  const [customer] = [...shop.at.state.customers.values()];
  if (customer) customer.storeCredit = 2_000;
  const bought = await shop.buy();
  const cancellation = {
    storeId: shop.storeId,
    redemptionId: bought.id,
    customerId: null,
    now,
    client: quick,
  };
  const process = held(shop, /^GET .*customers/);
  const issuing = shop.issue(bought);
  await process.atCall;
  expect(await cancelRedemption(cancellation)).toMatchObject({ status: "cancelled" });
  process.goOn();
  expect(await issuing).toMatchObject({ status: "cancelled" });
  const { available, held: isHeld } = await balanceOf(bought.customerId);
  expect([Number(available), Number(isHeld)]).toEqual([1_000, 0]);
  expect(customer?.storeCredit).toBe(2_000);
  expect(await ledgerDifferences(shop.storeId)).toEqual([]);
});

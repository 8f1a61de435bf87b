import { describe, expect, test } from "vitest";
import { pool } from "@/lib/db/client";
import { postTransactions } from "@/lib/db/ledger/post-transactions";
import { verifyLedger } from "@/lib/db/ledger/verify-ledger";
import type { OrderFacts } from "@/lib/loyalty/order-facts";
import { mergeCustomers } from "@/lib/services/customers/merge-customers";
import { applyOrderFacts } from "@/lib/services/orders/apply-order-facts";
import { publishProgram } from "@/lib/services/program/publish-program";
import { adjustment, balanceOf, seedStore } from "@/test/db/ledger/seed";
import { orderFacts } from "@/test/factories/order-facts";

const now = new Date("2026-11-24T12:00:00Z");

/** Anna (1) has an order of 100 points and spends some of them; Ben (2) has 300 of his own. */
async function openStore(policy: string, spent: number) {
  const { storeId, customerIds } = await seedStore(2);
  const [anna, ben] = customerIds as [bigint, bigint];
  await publishProgram({ storeId, document: { refunds: { policy } }, now });
  let second = 0;
  const tell = async (change: Partial<OrderFacts>) => {
    second += 1;
    const modifiedAt = new Date(Date.UTC(2026, 10, 1, 10, 0, second)).toISOString();
    const orders = [orderFacts({ ...change, modifiedAt })];
    const { failed } = await applyOrderFacts({ storeId, timeZone: "UTC", orders, now });
    expect(failed).toEqual([]);
  };
  /** What Anna and Ben can spend, debts negative. */
  const standing = async () => {
    const balances = await Promise.all([anna, ben].map(balanceOf));
    return balances.map(({ available, debt }) => available + debt);
  };
  await tell({ customerId: 1 });
  await postTransactions(pool(), storeId, [adjustment("spent", anna, -spent), adjustment("own", ben, 300)]);
  return { storeId, anna, ben, tell, standing };
}

async function differencesOf(storeId: bigint): Promise<string[]> {
  const names: string[] = [];
  for await (const { name, differences } of verifyLedger(storeId))
    if (differences.length > 0) names.push(name);
  return names;
}

// The order is worth 100 to whoever has it. What Anna spent of it is between her and the policy: Ben is given 100 and,
// when it is cancelled, gives 100; back with Anna, what could not be taken from her counts as given.
describe("an order that changes hands after its points were spent", () => {
  test.each([
    // spent · then Ben's · cancelled · brought back · Anna's again
    // within_balance takes what Anna has left: 0 of 100, later 40 of the 40 that she kept.
    ["within_balance", 100, [0, 400], [0, 300], [0, 400], [0, 300]],
    ["within_balance", 60, [0, 400], [0, 300], [0, 400], [40, 300]],
    // allow_negative makes a debt of the rest, which the order pays when it comes back.
    ["allow_negative", 100, [-100, 400], [-100, 300], [-100, 400], [0, 300]],
    ["allow_negative", 60, [-60, 400], [-60, 300], [-60, 400], [40, 300]],
    // pending_only takes nothing of either, and gives neither anything a second time.
    ["pending_only", 100, [0, 400], [0, 400], [0, 400], [0, 400]],
    ["pending_only", 60, [40, 400], [40, 400], [40, 400], [40, 400]],
  ])("%s, %i spent", async (policy, spent, moved, cancelled, uncancelled, returned) => {
    const { storeId, tell, standing } = await openStore(policy, spent);
    await tell({ customerId: 2 });
    expect(await standing()).toEqual(moved);
    await tell({ customerId: 2, statusId: 5 });
    expect(await standing()).toEqual(cancelled);
    await tell({ customerId: 2 });
    expect(await standing()).toEqual(uncancelled);
    await tell({ customerId: 1 });
    expect(await standing()).toEqual(returned);
    expect(await differencesOf(storeId)).toEqual([]);
  });

  test("merged, the one person was given the order twice and gives and gets it once", async () => {
    const { storeId, anna, ben, tell, standing } = await openStore("within_balance", 100);
    await tell({ customerId: 2 });
    await mergeCustomers({ storeId, fromId: anna, intoId: ben, actorId: null, now });
    expect(await standing()).toEqual([0, 400]);
    // 100 of 400 go. Of the order's 200, Anna's 100 were spent and never taken back.
    await tell({ customerId: 2, statusId: 5 });
    expect(await standing()).toEqual([0, 300]);
    // Brought back: those 100 are what the order is worth.
    await tell({ customerId: 2 });
    expect(await standing()).toEqual([0, 300]);
    expect(await differencesOf(storeId)).toEqual([]);
  });

  test("merged before it is moved back, the heir has had what the one who is gone spent", async () => {
    const { storeId, anna, ben, tell, standing } = await openStore("within_balance", 60);
    // Anna's 40 are taken, 60 are her shortfall; Ben has 400, then gives 100 with the order to Anna, who is Ben by then.
    await tell({ customerId: 2 });
    await tell({ customerId: 2, statusId: 5 });
    await mergeCustomers({ storeId, fromId: anna, intoId: ben, actorId: null, now });
    expect(await standing()).toEqual([0, 300]);
    // 100 are due, 60 were given before.
    await tell({ customerId: 1 });
    expect(await standing()).toEqual([0, 340]);
    expect(await differencesOf(storeId)).toEqual([]);
  });
});

import { expect, test } from "vitest";
import { lockBalances } from "@/lib/db/ledger/lock-balances";
import { lockOrders } from "@/lib/db/orders/lock-orders";
import { inTransaction, type Transaction } from "@/lib/db/transaction";
import { applyOrderFacts } from "@/lib/services/orders/apply-order-facts";
import { publishProgram } from "@/lib/services/program/publish-program";
import { seedStore } from "@/test/db/ledger/seed";
import { orderFacts } from "@/test/factories/order-facts";

const now = new Date("2026-11-24T12:00:00Z");

/** Whether somebody else must wait for what `first` locks, once the order stands. */
async function excludes(
  lock: (tx: Transaction, store: Awaited<ReturnType<typeof seedStore>>) => Promise<unknown>,
) {
  const store = await seedStore();
  await publishProgram({ storeId: store.storeId, document: {}, now });
  await applyOrderFacts({ storeId: store.storeId, timeZone: "UTC", orders: [orderFacts()], now });
  return inTransaction(async (first) => {
    await lock(first, store);
    const second = inTransaction(async (tx) => {
      await tx.$executeRawUnsafe("SET LOCAL lock_timeout = '50ms'");
      await lock(tx, store);
    });
    return second.then(
      () => false,
      (error: unknown) => /lock timeout/.test(String(error)),
    );
  });
}

test("an order that one worker decides cannot be decided by another", async () => {
  expect(await excludes((tx, { storeId }) => lockOrders(tx, storeId, [orderFacts()]))).toBe(true);
});

test("balances that one worker plans from cannot be planned from by another", async () => {
  expect(await excludes((tx, { storeId, customerIds }) => lockBalances(tx, storeId, customerIds))).toBe(true);
});

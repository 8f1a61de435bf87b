import { expect, test } from "vitest";
import { pool } from "@/lib/db/client";
import { postTransactions } from "@/lib/db/ledger/post-transactions";
import { applyOrderFacts } from "@/lib/services/orders/apply-order-facts";
import { publishProgram } from "@/lib/services/program/publish-program";
import { adjustment, balanceOf, seedStore } from "@/test/db/ledger/seed";
import { orderFacts } from "@/test/factories/order-facts";

const now = new Date("2026-11-24T12:00:00Z");

async function openStore() {
  const { storeId, customerIds } = await seedStore();
  await publishProgram({ storeId, document: {}, now });
  const send = () => applyOrderFacts({ storeId, timeZone: "UTC", orders: [orderFacts()], now });
  return { storeId, customerId: customerIds[0] as bigint, send };
}

test("OCA/pos #185: a sale sent again after its answer was lost gives its points once", async () => {
  const { customerId, send } = await openStore();
  await send();
  for (let retry = 0; retry < 5; retry += 1) expect(await send()).toMatchObject({ posted: 0, failed: [] });
  expect(await balanceOf(customerId)).toMatchObject({ available: 100, earned_total: 100 });
});

test("the same order credited twenty times in parallel stands in the ledger exactly once", async () => {
  const { storeId, customerId, send } = await openStore();
  const results = await Promise.all(Array.from({ length: 20 }, send));
  expect(results.map(({ posted }) => posted).sort()).toEqual([...Array(19).fill(0), 1]);
  expect(results.flatMap(({ failed }) => failed)).toEqual([]);
  const { rows } = await pool().query(
    "SELECT idempotency_key AS key FROM ledger_transactions WHERE store_id = $1",
    [String(storeId)],
  );
  expect(rows).toEqual([{ key: "order/100/1" }]);
  expect(await balanceOf(customerId)).toMatchObject({ available: 100 });
});

test("two orders of one customer cancelled at the same moment each see what the other took", async () => {
  const { storeId, customerIds } = await seedStore(20);
  await publishProgram({ storeId, document: { refunds: { policy: "allow_negative" } }, now });
  const send = (half: number, statusId: number, second: number) => {
    const modifiedAt = new Date(Date.UTC(2026, 10, 1, 10, 0, second)).toISOString();
    const orders = customerIds.map((_, index) =>
      orderFacts({ orderId: half * 100 + index, customerId: index + 1, statusId, modifiedAt }),
    );
    return applyOrderFacts({ storeId, timeZone: "UTC", orders, now });
  };
  await Promise.all([send(1, 10, 0), send(2, 10, 0)]);
  // 100 + 100 earned, 150 spent: 50 are there, 200 must go, 150 are owed.
  const spends = customerIds.map((id) => adjustment(`spend/${id}`, id, -150));
  await postTransactions(pool(), storeId, spends);
  const results = await Promise.all([send(1, 5, 1), send(2, 5, 1)]);
  expect(results.flatMap(({ failed }) => failed)).toEqual([]);
  const balances = await Promise.all(customerIds.map(balanceOf));
  for (const balance of balances) expect(balance).toMatchObject({ available: 0, debt: -150 });
});

import { expect, test } from "vitest";
import { pool } from "@/lib/db/client";
import { postTransactions } from "@/lib/db/ledger/post-transactions";
import { findAccounts } from "@/lib/db/storefront/find-account";
import { adjustment, seedStore } from "@/test/db/ledger/seed";

test("accounts of several stores come in the order asked, and another store's customer is nobody", async () => {
  const one = await seedStore(2);
  const other = await seedStore(1);
  const [anna, ben] = one.customerIds as [bigint, bigint];
  const [carl] = other.customerIds as [bigint];
  await postTransactions(pool(), one.storeId, [adjustment("a", anna, 10), adjustment("b", ben, 20)]);
  await postTransactions(pool(), other.storeId, [adjustment("c", carl, 30)]);
  const found = await findAccounts([
    { storeId: other.storeId, customerId: carl },
    { storeId: other.storeId, customerId: anna },
    { storeId: one.storeId, customerId: ben },
    { storeId: one.storeId, customerId: anna },
    { storeId: one.storeId, customerId: ben },
    { storeId: one.storeId, customerId: -1n },
  ]);
  expect(found.map((row) => row && [BigInt(row.id), row.available])).toEqual([
    [carl, 30],
    null,
    [ben, 20],
    [anna, 10],
    [ben, 20],
    null,
  ]);
});

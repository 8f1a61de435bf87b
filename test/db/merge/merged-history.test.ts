import { expect, test } from "vitest";
import { pool } from "@/lib/db/client";
import { postTransactions } from "@/lib/db/ledger/post-transactions";
import { mergeCustomers } from "@/lib/services/customers/merge-customers";
import { listTransactions } from "@/lib/services/dashboard/list-transactions";
import { listPointsTransactions } from "@/lib/services/storefront/list-points-transactions";
import { adjustment, seedStore } from "@/test/db/ledger/seed";

const now = new Date("2026-11-24T12:00:00Z");

/** Anna (1, 2, 3 …) and Ben (10, 20, 30 …) in turn, then one of Cleo, and Anna is merged into Ben. */
async function openHistory(changes: number) {
  const { storeId, customerIds } = await seedStore(3);
  const [anna, ben, cleo] = customerIds as [bigint, bigint, bigint];
  const give = (id: bigint, points: number) =>
    postTransactions(pool(), storeId, [adjustment(`${id}/${points}`, id, points)]);
  for (let n = 1; n <= changes; n += 1) {
    await give(anna, n);
    await give(ben, 10 * n);
  }
  await give(cleo, 1_000);
  await mergeCustomers({ storeId, fromId: anna, intoId: ben, actorId: null, now });
  return { storeId, anna, ben, cleo, give };
}

async function readAll<Row>(read: (cursor?: string) => Promise<{ rows: Row[]; next: string | null }>) {
  const pages: Row[][] = [];
  let cursor: string | undefined;
  do {
    const { rows, next } = await read(cursor);
    pages.push(rows);
    cursor = next ?? undefined;
  } while (cursor);
  return pages;
}

test("the heir's profile lists both histories once, newest first, and marks what came along", async () => {
  const { storeId, anna, ben } = await openHistory(3);
  const pages = await readAll(async (cursor) => {
    const query = { storeId, customerId: Number(ben), limit: 3, ...(cursor ? { cursor } : {}) };
    const { items, nextCursor } = await listTransactions(query);
    return { rows: items, next: nextCursor };
  });
  expect(pages.map((page) => page.length)).toEqual([3, 3, 2]);
  const rows = pages.flat().map(({ pointsChange, isMerged }) => (isMerged ? [pointsChange] : pointsChange));
  expect(rows).toEqual([6, [-6], 30, [3], 20, [2], 10, [1]]);
  const before = await listTransactions({ storeId, customerId: Number(anna), limit: 10 });
  expect(before.items.map(({ pointsChange, isMerged }) => [pointsChange, isMerged])).toEqual([
    [-6, false],
    [3, false],
    [2, false],
    [1, false],
  ]);
});

test("the shopper's history is one as well, without the move between the two", async () => {
  const { storeId, ben, give } = await openHistory(2);
  await give(ben, 5);
  const pages = await readAll(async (cursor) => {
    const query = { limit: 2, ...(cursor ? { cursor } : {}) };
    const { points_transactions, metadata } = await listPointsTransactions(storeId, ben, query);
    return {
      rows: points_transactions.map(({ points_change }) => points_change),
      next: metadata.next_cursor,
    };
  });
  expect(pages).toEqual([[5, 20], [2, 10], [1]]);
});

test("nobody else's history changes", async () => {
  const { storeId, cleo } = await openHistory(1);
  const { items } = await listTransactions({ storeId, customerId: Number(cleo), limit: 10 });
  expect(items.map(({ pointsChange }) => pointsChange)).toEqual([1_000]);
});

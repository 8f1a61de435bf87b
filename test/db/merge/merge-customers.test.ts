import { expect, test } from "vitest";
import { db, pool } from "@/lib/db/client";
import { markCustomersDeleted, upsertCustomers } from "@/lib/db/customers";
import { postTransactions } from "@/lib/db/ledger/post-transactions";
import { claimOrders } from "@/lib/db/orders/claim-orders";
import { inTransaction } from "@/lib/db/transaction";
import type { OrderFacts } from "@/lib/loyalty/order-facts";
import { mergeCustomers } from "@/lib/services/customers/merge-customers";
import { applyOrderFacts } from "@/lib/services/orders/apply-order-facts";
import { ensureProgram } from "@/lib/services/program/ensure-program";
import { publishProgram } from "@/lib/services/program/publish-program";
import { ledgerDifferences } from "@/test/db/ledger/engagement-seed";
import { adjustment, balanceOf, seedStore } from "@/test/db/ledger/seed";
import { orderFacts } from "@/test/factories/order-facts";

const now = new Date("2026-11-24T12:00:00Z");

async function openStore() {
  const { storeId, customerIds } = await seedStore(3);
  await ensureProgram({ storeId, currency: "USD" }, now);
  const [anna, ben, cleo] = customerIds as [bigint, bigint, bigint];
  const apply = (...orders: OrderFacts[]) => applyOrderFacts({ storeId, timeZone: "UTC", orders, now });
  const merge = (fromId: bigint, intoId: bigint) =>
    mergeCustomers({ storeId, fromId, intoId, actorId: null, now });
  return { storeId, anna, ben, cleo, apply, merge };
}

const cancelled = (changes: Partial<OrderFacts>) =>
  orderFacts({ ...changes, statusId: 5, modifiedAt: "2026-11-20T10:00:00.000Z" });

test("points and orders pass to the heir; a later cancel of an old order takes from the heir; repeating changes nothing", async () => {
  const { storeId, anna, ben, apply, merge } = await openStore();
  await apply(orderFacts({ orderId: 100, customerId: 1 }), orderFacts({ orderId: 101, customerId: 2 }));
  expect(await merge(anna, ben)).toEqual({ merged: true, customerId: ben });
  expect(await merge(anna, ben)).toEqual({ merged: false, customerId: ben });
  expect(await balanceOf(anna)).toMatchObject({ available: 0 });
  expect(await balanceOf(ben)).toMatchObject({ available: 200 });
  expect(await db().order.count({ where: { storeId, customerId: ben } })).toBe(2);
  expect(await apply(orderFacts({ orderId: 100, customerId: 1 }))).toMatchObject({ posted: 0 });
  await apply(cancelled({ orderId: 100, customerId: 1 }));
  expect(await balanceOf(ben)).toMatchObject({ available: 100 });
  // An order that comes later for the one who went.
  await apply(orderFacts({ orderId: 102, customerId: 1 }));
  expect(await balanceOf(ben)).toMatchObject({ available: 200 });
  expect(await balanceOf(anna)).toMatchObject({ available: 0, pending: 0 });
  expect(await ledgerDifferences(storeId)).toEqual([]);
});

test("pending points keep their hold and are taken back first", async () => {
  const { storeId, anna, ben, apply, merge } = await openStore();
  await publishProgram({ storeId, document: { earning: { orders: { holdDays: 60 } } }, now });
  await apply(orderFacts({ orderId: 100, customerId: 1 }));
  await merge(anna, ben);
  expect(await balanceOf(ben)).toMatchObject({ pending: 100, available: 0 });
  await apply(cancelled({ orderId: 100, customerId: 1 }));
  expect(await balanceOf(ben)).toMatchObject({ pending: 0, available: 0 });
  expect(await ledgerDifferences(storeId)).toEqual([]);
});

const owe = (key: string, customerId: bigint, points: number) => ({
  ...adjustment(key, customerId, 0),
  entries: [
    { account: "customer:debt" as const, amount: -points },
    { account: "program:reversed" as const, amount: points },
  ],
});

test.each([
  // [from, into] as available or debt → what the heir has
  ["the heir's debt is paid from what comes", 50, -30, { available: 20, debt: 0 }],
  ["a debt that comes is paid by the heir", -30, 50, { available: 20, debt: 0 }],
  ["what the heir cannot pay stays a debt", -80, 50, { available: 0, debt: -30 }],
  ["two debts add up", -30, -20, { available: 0, debt: -50 }],
  ["nothing on either side", 0, 0, { available: 0, debt: 0 }],
])("%s", async (_, from, into, after) => {
  const { storeId, anna, ben, merge } = await openStore();
  for (const [id, points] of [
    [anna, from],
    [ben, into],
  ] as const) {
    if (points > 0) await postTransactions(pool(), storeId, [adjustment(`${id}`, id, points)]);
    if (points < 0) await postTransactions(pool(), storeId, [owe(`${id}`, id, -points)]);
  }
  await merge(anna, ben);
  expect(await balanceOf(ben)).toMatchObject(after);
  expect(await balanceOf(anna)).toMatchObject({ available: 0, debt: 0 });
  expect(await ledgerDifferences(storeId)).toEqual([]);
});

test("a second merge moves the first along: whoever went first leads to the last heir", async () => {
  const { storeId, anna, ben, cleo, apply, merge } = await openStore();
  await apply(orderFacts({ orderId: 100, customerId: 1 }));
  await merge(anna, ben);
  await merge(ben, cleo);
  await apply(orderFacts({ orderId: 103, customerId: 1 }));
  expect(await balanceOf(cleo)).toMatchObject({ available: 200 });
  await expect(merge(cleo, ben)).rejects.toMatchObject({
    ...{ code: "conflict", message: "Merge into whom they were merged into." },
  });
  await expect(merge(cleo, cleo)).rejects.toMatchObject({ code: "conflict" });
  const people = await db().customer.findMany({ where: { storeId }, orderBy: { id: "asc" } });
  expect(people.map(({ mergedIntoId }) => mergedIntoId)).toEqual([cleo, cleo, null]);
  expect(await ledgerDifferences(storeId)).toEqual([]);
});

test("nobody is merged twice, nor into an excluded customer, whose balance is frozen", async () => {
  const { storeId, anna, ben, cleo, merge } = await openStore();
  await merge(anna, ben);
  await expect(merge(anna, cleo)).rejects.toMatchObject({ code: "conflict" });
  await markCustomersDeleted(storeId, [3], now);
  await expect(merge(ben, cleo)).rejects.toMatchObject({ code: "conflict" });
  expect(await merge(cleo, ben)).toEqual({ merged: true, customerId: ben });
});

test("whoever went can be given no points any more, not even by who does not look", async () => {
  const { storeId, anna, ben, merge } = await openStore();
  await merge(anna, ben);
  const giving = postTransactions(pool(), storeId, [adjustment("late", anna, 5)]);
  await expect(giving).rejects.toThrow("customer_balances_closed_check");
  expect(await ledgerDifferences(storeId)).toEqual([]);
});

test("the heir is a member since either was, and keeps or inherits the birthday", async () => {
  const { storeId, anna, ben, apply, merge } = await openStore();
  await apply(orderFacts({ orderId: 100, customerId: 1 }));
  const birthday = { dateOfBirth: new Date("1990-05-17"), birthday: 517, birthdaySetAt: now };
  await db().customer.update({ where: { id: anna }, data: birthday });
  await merge(anna, ben);
  const heir = await db().customer.findFirst({ where: { storeId, id: ben } });
  expect(heir).toMatchObject({ state: "member", memberSince: now, ...birthday });
});

test("customers of another store are not found", async () => {
  const { anna, merge } = await openStore();
  const foreign = await seedStore(1);
  await expect(merge(anna, foreign.customerIds[0] as bigint)).rejects.toMatchObject({ code: "not_found" });
});

test("a guest order with the address of whoever went is claimed for the heir", async () => {
  const { storeId, anna, ben, apply, merge } = await openStore();
  const guest = orderFacts({ orderId: 104, customerId: null, guestEmail: "shopper1@example.com" });
  await apply(guest);
  await merge(anna, ben);
  const claim = { customerId: anna, email: "shopper1@example.com", placedSince: new Date(0) };
  expect(await claimOrders(storeId, claim)).toEqual([104]);
  await apply(guest);
  expect(await claimOrders(storeId, claim)).toEqual([104]);
  expect(await balanceOf(ben)).toMatchObject({ available: 100 });
  expect(await ledgerDifferences(storeId)).toEqual([]);
});

test("a claim written beside the merge, in the name of whoever went, is the heir's too", async () => {
  const { storeId, anna, ben, apply, merge } = await openStore();
  const guest = orderFacts({ orderId: 105, customerId: null, guestEmail: "shopper1@example.com" });
  await apply(guest);
  await merge(anna, ben);
  await db().order.updateMany({ where: { storeId, bcOrderId: 105 }, data: { customerId: anna } });
  expect(await apply(guest)).toMatchObject({ applied: 1, posted: 1, failed: [] });
  expect(await balanceOf(ben)).toMatchObject({ available: 100 });
  const [order] = await db().order.findMany({ where: { storeId, bcOrderId: 105 } });
  expect(order).toMatchObject({ customerId: ben });
});

test("who was deleted at BigCommerce, merged and is described again stays merged away", async () => {
  const { storeId, anna, ben, merge } = await openStore();
  await markCustomersDeleted(storeId, [1], now);
  await merge(anna, ben);
  const nobody = { firstName: "", lastName: "", groupId: null, originChannelId: null, createdAt: null };
  const person = { customerId: 1, email: "shopper1@example.com", modifiedAt: now.toISOString(), ...nobody };
  await inTransaction((tx) => upsertCustomers(tx, storeId, [person]));
  expect(await db().customer.findFirst({ where: { id: anna } })).toMatchObject({
    ...{ state: "disabled", mergedIntoId: ben },
  });
});

test("merging beside orders and adjustments loses no point and leaves none with who went", async () => {
  const { storeId, anna, ben, apply, merge } = await openStore();
  const orders = Array.from({ length: 12 }, (_, n) => orderFacts({ orderId: 200 + n, customerId: 1 }));
  await Promise.all([
    ...orders.slice(0, 6).map((order) => apply(order)),
    merge(anna, ben),
    ...orders.slice(6).map((order) => apply(order)),
  ]);
  await apply(...orders);
  expect(await balanceOf(anna)).toMatchObject({ available: 0, pending: 0 });
  expect(await balanceOf(ben)).toMatchObject({ available: 1200 });
  expect(await ledgerDifferences(storeId)).toEqual([]);
});

import "@/test/support/use-sandbox";

import { afterAll, expect, test } from "vitest";
import { db, pool } from "@/lib/db/client";
import { advanceCustomerSweep } from "@/lib/db/customers";
import { importCustomerPages, startCustomerImport } from "@/lib/services/customers/import-customers";
import { sweepCustomers } from "@/lib/services/customers/sweep-customers";
import { drainOrderInbox } from "@/lib/services/orders/drain-order-inbox";
import { sandbox } from "@/test/support/use-sandbox";
import { connectStore, entriesOf, hint } from "./sandbox-store";

const now = new Date();
afterAll(() => sandbox.stop());

const lines = [{ name: "Pot", price: "100.00", quantity: 1 }];

/** Two customers with an order each; webhooks about both orders wait. */
async function twoOrders(hash: string) {
  const { handle, storeId } = await connectStore(hash);
  const odd = handle.addCustomer({ email: "odd@example.com" });
  const good = handle.addCustomer({ email: "good@example.com" });
  const orders = [odd, good].map(({ id }) => handle.placeOrder({ customerId: id, lines }));
  for (const order of orders) await hint(storeId, order.id);
  const drain = () => drainOrderInbox({ storeId, now: new Date() });
  const outcomes = async () => (await entriesOf(storeId)).map(({ status }) => status);
  const [oddOrder] = orders;
  if (!oddOrder) throw new Error("no order was placed");
  return { handle, storeId, odd, oddOrder, drain, outcomes };
}

test("a name Postgres cannot store is stored without what it cannot", async () => {
  const { storeId, odd, drain, outcomes } = await twoOrders("odd1");
  odd.firstName = "A\u0000n\ud83dn";
  await drain();
  expect(await outcomes()).toEqual(["done", "done"]);
  const customer = await db().customer.findFirstOrThrow({ where: { storeId, bcCustomerId: odd.id } });
  expect(customer.firstName).toBe("Ann");
});

test.each([
  ["breaks the documented shape", "email", { not: "text" }],
  ["Postgres refuses", "createdAt", 8.6e15],
])(
  "a customer whose description %s holds up their own order alone, which heals",
  async (_title, field, value) => {
    const { storeId, odd, drain, outcomes } = await twoOrders(`odd${field.toLowerCase()}`);
    const before = odd[field as "email"];
    Object.assign(odd, { [field]: value });
    await drain();
    expect(await outcomes()).toEqual(["failed", "done"]);
    expect((await entriesOf(storeId))[0]?.lastError).toContain(`${odd.id}`);
    Object.assign(odd, { [field]: before });
    await db().inboxEntry.updateMany({ where: { storeId }, data: { status: "pending" } });
    await drain();
    expect(await outcomes()).toEqual(["done", "done"]);
    expect(await db().order.count({ where: { storeId, awarded: true } })).toBe(2);
  },
);

test("the sweep of customers passes by one it cannot read, and the others are known", async () => {
  const { storeId, odd } = await twoOrders("odd4");
  Object.assign(odd, { email: { not: "text" } });
  await advanceCustomerSweep(storeId, now);
  await sweepCustomers(storeId, new Date());
  expect(await db().customer.findMany({ where: { storeId } })).toMatchObject([{ email: "good@example.com" }]);
});

test("the sweep of customers passes by all of several that Postgres refuses", async () => {
  const { handle, storeId } = await connectStore("odd6");
  for (const email of ["a@example.com", "b@example.com"]) {
    Object.assign(handle.addCustomer({ email }), { createdAt: 8.6e15 });
  }
  await advanceCustomerSweep(storeId, now);
  const sweptAt = new Date(now.getTime() + 60_000);
  expect(await sweepCustomers(storeId, sweptAt)).toEqual({ swept: 2 });
  expect((await db().store.findFirstOrThrow({ where: { id: storeId } })).sweptCustomersUntil).toEqual(
    sweptAt,
  );
});

test("the copy of all customers passes by one whom Postgres refuses, and finishes", async () => {
  const { storeId, odd } = await twoOrders("odd8");
  Object.assign(odd, { createdAt: 8.6e15 });
  const { importId } = await startCustomerImport(storeId);
  expect(await importCustomerPages({ storeId, importId, pagesMax: 5 })).toEqual({ isDone: true });
  expect(await db().customer.findMany({ where: { storeId } })).toMatchObject([{ email: "good@example.com" }]);
  const job = await db().importJob.findFirstOrThrow({ where: { storeId } });
  expect(job).toMatchObject({ status: "done", done: 2 });
});

test("a fault of the database's own keeps the sweep of customers where it is: nobody is lost", async () => {
  const { storeId } = await twoOrders("odd7");
  await advanceCustomerSweep(storeId, now);
  const mark = async () =>
    (await db().store.findFirstOrThrow({ where: { id: storeId } })).sweptCustomersUntil;
  await pool().query("ALTER TABLE customers RENAME COLUMN last_name TO surname");
  try {
    await expect(sweepCustomers(storeId, new Date(now.getTime() + 60_000))).rejects.toThrow();
  } finally {
    await pool().query("ALTER TABLE customers RENAME COLUMN surname TO last_name");
  }
  expect(await mark()).toEqual(now);
  await sweepCustomers(storeId, new Date(now.getTime() + 60_000));
  expect(await db().customer.count({ where: { storeId } })).toBe(2);
});

test("a refund that cannot be read holds up its own order alone, which heals", async () => {
  const { handle, storeId, oddOrder, drain, outcomes } = await twoOrders("odd5");
  const refund = handle.refund(oddOrder.id, { amount: "10.00", quiet: true });
  const [item] = refund.items;
  Object.assign(item ?? {}, { itemId: "?" });
  await drain();
  expect(await outcomes()).toEqual(["failed", "done"]);
  Object.assign(item ?? {}, { itemId: oddOrder.id });
  await db().inboxEntry.updateMany({ where: { storeId }, data: { status: "pending" } });
  await drain();
  expect(await outcomes()).toEqual(["done", "done"]);
});

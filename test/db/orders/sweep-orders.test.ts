import "@/test/support/use-sandbox";

import { afterAll, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { noteFailedOrders, settleNotedOrders } from "@/lib/db/inbox-queue";
import { drainOrderInbox } from "@/lib/services/orders/drain-order-inbox";
import { sweepOrders } from "@/lib/services/orders/sweep-orders";
import { balanceOf } from "@/test/db/ledger/seed";
import { sandbox } from "@/test/support/use-sandbox";
import { connectStore, entriesOf, hint } from "./sandbox-store";

const now = new Date();
afterAll(() => sandbox.stop());

/** Long enough after what the test just did that its webhook should have come. */
const later = () => new Date(Date.now() + 3 * 60_000);

const hour = 3_600_000;
const lines = [{ name: "Pot", price: "100.00", quantity: 1 }];
/** Points of such a pot after 40 of the 107 dollars it costs with tax and shipping went back. */
const left = 62;

test("finds orders and refunds nobody told us about, counts them, and finds nothing the second time", async () => {
  const { handle, storeId } = await connectStore("sweep1");
  const buyer = handle.addCustomer({ email: "buyer@example.com" });
  const order = handle.placeOrder({
    customerId: buyer.id,
    lines: [{ name: "Pot", price: "50.00", quantity: 2 }],
  });
  const sweep = () => sweepOrders({ storeId, now: later() });
  expect(await sweep()).toEqual({ swept: 1, drifted: 1 });
  expect(await sweep()).toEqual({ swept: 1, drifted: 0 });
  handle.refund(order.id, { items: [{ lineId: order.lines[0]?.id ?? 0, quantity: 1 }] });
  expect(await sweep()).toEqual({ swept: 1, drifted: 1 });
  const customer = await db().customer.findFirstOrThrow({ where: { storeId } });
  // 100 earned, one of two pots refunded.
  expect(await balanceOf(customer.id)).toMatchObject({ available: 50 });
  const [day] = await db().syncDay.findMany({ where: { storeId } });
  expect(day).toMatchObject({ sweeps: 3, swept: 3, drifted: 2 });
});

test("an order whose webhook is still waiting is no drift", async () => {
  const { handle, storeId } = await connectStore("sweep2");
  const buyer = handle.addCustomer({ email: "buyer@example.com" });
  const order = handle.placeOrder({ customerId: buyer.id });
  await hint(storeId, order.id);
  expect(await sweepOrders({ storeId, now: later() })).toEqual({ swept: 1, drifted: 0 });
});

test("an order or a refund so new that its webhook may be on its way is put right and is no drift", async () => {
  const { handle, storeId } = await connectStore("sweep3");
  const buyer = handle.addCustomer({ email: "buyer@example.com" });
  const order = handle.placeOrder({ customerId: buyer.id, lines });
  expect(await sweepOrders({ storeId, now: new Date() })).toEqual({ swept: 1, drifted: 0 });
  const customer = await db().customer.findFirstOrThrow({ where: { storeId } });
  expect(await balanceOf(customer.id)).toMatchObject({ available: 100 });
  // Without touching the order: only the refund itself is new.
  const { modifiedAt } = order;
  handle.refund(order.id, { amount: "40.00", quiet: true });
  order.modifiedAt = modifiedAt;
  expect(await sweepOrders({ storeId, now: new Date() })).toEqual({ swept: 1, drifted: 0 });
  expect(await balanceOf(customer.id)).toMatchObject({ available: left });
});

test("an order that cannot be read is kept as failed work, once however often it is swept, and heals by trying again", async () => {
  const { handle, storeId } = await connectStore("sweep4");
  const buyer = handle.addCustomer({ email: "buyer@example.com" });
  const order = handle.placeOrder({ customerId: buyer.id, lines });
  const refund = handle.refund(order.id, { amount: "40.00", quiet: true });
  const [item] = refund.items;
  if (!item) throw new Error("the refund has no item");
  item.itemType = "SOMETHING_NEW" as never;
  for (let n = 0; n < 3; n += 1) await sweepOrders({ storeId, now: new Date(Date.now() + n * hour) });
  const [entry, ...others] = await entriesOf(storeId);
  expect(others).toEqual([]);
  // The first two sweeps look back far enough, and find both the order and its refund.
  expect(entry).toMatchObject({ status: "failed", resourceId: BigInt(order.id), attempts: 4 });
  expect(entry?.lastError).toContain("SOMETHING_NEW");

  item.itemType = "ORDER";
  await db().inboxEntry.updateMany({ where: { storeId }, data: { status: "pending" } });
  await drainOrderInbox({ storeId, now: new Date() });
  expect(await entriesOf(storeId)).toMatchObject([{ status: "done" }]);
  const customer = await db().customer.findFirstOrThrow({ where: { storeId } });
  expect(await balanceOf(customer.id)).toMatchObject({ available: left });

  // Fails anew after it was healed: it is shown again.
  item.itemType = "SOMETHING_NEW" as never;
  order.modifiedAt = Date.now() + 2 * hour;
  await sweepOrders({ storeId, now: new Date(Date.now() + 3 * hour) });
  expect(await entriesOf(storeId)).toMatchObject([{ status: "failed", attempts: 5 }]);
});

test.each(["the next sweep", "a webhook"])(
  "failed work about an order that %s applies is done",
  async (way) => {
    const { handle, storeId } = await connectStore(`sweepheals${way.length}`);
    const buyer = handle.addCustomer({ email: "buyer@example.com" });
    const order = handle.placeOrder({ customerId: buyer.id, lines });
    const other = handle.placeOrder({ customerId: buyer.id, lines });
    const { email } = buyer;
    Object.assign(buyer, { email: { not: "text" } });
    await sweepOrders({ storeId, now: new Date() });
    expect(await entriesOf(storeId)).toMatchObject([{ status: "failed" }, { status: "failed" }]);
    Object.assign(buyer, { email });
    if (way === "a webhook") {
      await hint(storeId, order.id);
      await drainOrderInbox({ storeId, now: new Date() });
      const failed = (await entriesOf(storeId)).filter(({ status }) => status === "failed");
      expect(failed).toMatchObject([{ resourceId: BigInt(other.id) }]);
    } else {
      await sweepOrders({ storeId, now: new Date() });
      expect(await entriesOf(storeId)).toMatchObject([{ status: "done" }, { status: "done" }]);
    }
  },
);

test("failed work about a refund is not done when the order was read without its refunds", async () => {
  const { storeId } = await connectStore("sweeprefund");
  const at = new Date();
  const failed = [{ orderId: 7, problem: "odd" }];
  await noteFailedOrders(storeId, failed, { scope: "store/order/refund/created", at });
  await noteFailedOrders(storeId, failed, { scope: "store/order/updated", at });
  await settleNotedOrders(storeId, [7], { withRefunds: new Set(), at });
  const open = { status: "failed", scope: "store/order/refund/created", attempts: 2 };
  expect(await entriesOf(storeId)).toMatchObject([open]);
  await settleNotedOrders(storeId, [7], { withRefunds: new Set([7]), at });
  expect(await entriesOf(storeId)).toMatchObject([{ status: "done", lastError: null }]);
});

test("a sweep that ends between its pages has lost neither refunds nor its place", async () => {
  const { handle, storeId } = await connectStore("sweep5", {
    installedAt: new Date(now.getTime() - 100 * hour),
  });
  const t = Math.floor(now.getTime() / 1000) * 1000;
  const buyer = handle.addCustomer({ email: "buyer@example.com" });
  const old = handle.placeOrder({ customerId: buyer.id, lines });
  await hint(storeId, old.id);
  await drainOrderInbox({ storeId, now });
  const customer = await db().customer.findFirstOrThrow({ where: { storeId } });
  // Refunded 40 hours ago without touching the order; the last sweep was 48 hours ago.
  const refund = handle.refund(old.id, { amount: "40.00", quiet: true });
  Object.assign(refund, { createdAt: t - 40 * hour });
  Object.assign(old, { modifiedAt: t - 60 * hour, statusId: 10 });
  await db().order.updateMany({ where: { storeId }, data: { bcModifiedAt: new Date(t - 60 * hour) } });
  await db().store.update({
    where: { id: storeId },
    data: { sweptOrdersUntil: new Date(t - 48 * hour) },
  });
  const others = handle
    .placeOrders(300, () => ({ email: "g@example.com", lines }))
    .flatMap((id) => handle.state.orders.get(id) ?? []);
  for (const [n, order] of others.entries()) order.modifiedAt = t - 30 * hour + n * 360_000;
  // The first page ends with the 250th, five hours ago; the second cannot be read at all.
  const odd = others[290];
  const { id } = odd ?? { id: 0 };
  Object.assign(odd ?? {}, { id: "?" });
  const begun = new Date(t - 20 * hour);
  await expect(sweepOrders({ storeId, now: begun })).rejects.toMatchObject({ kind: "malformed" });
  expect(await balanceOf(customer.id)).toMatchObject({ available: left });
  // What happens while a sweep runs is the next one's: it never counts as seen.
  const { sweptOrdersUntil } = await db().store.findUniqueOrThrow({ where: { id: storeId } });
  expect(sweptOrdersUntil).toEqual(begun);
  Object.assign(odd ?? {}, { id });
  await sweepOrders({ storeId, now: new Date() });
  expect(await db().order.count({ where: { storeId } })).toBe(301);
});

import "@/test/support/use-sandbox";

import { afterAll, describe, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { claimGuestOrders } from "@/lib/services/orders/claim-guest-orders";
import { drainOrderInbox } from "@/lib/services/orders/drain-order-inbox";
import { sweepOrders } from "@/lib/services/orders/sweep-orders";
import { publishProgram } from "@/lib/services/program/publish-program";
import { balanceOf } from "@/test/db/ledger/seed";
import { sandbox } from "@/test/support/use-sandbox";
import { connectStore, entriesOf, hint } from "./sandbox-store";

const now = new Date();
afterAll(() => sandbox.stop());

describe("what waits in the inbox about orders", () => {
  test("a customer group the program excludes earns nothing, by webhook and by sweep; others do", async () => {
    const { handle, storeId } = await connectStore("groups1");
    const document = {
      earning: { orders: { rate: { points: 1, per: "1.00" }, exclude: { customerGroupIds: [7] } } },
    };
    await publishProgram({ storeId, document, now });
    const staff = handle.addCustomer({ email: "staff@example.com", groupId: 7 });
    const buyer = handle.addCustomer({ email: "other@example.com" });
    const lines = [{ name: "Pot", price: "30.00", quantity: 1 }];
    const first = handle.placeOrder({ customerId: staff.id, lines });
    await hint(storeId, first.id);
    await drainOrderInbox({ storeId, now });
    handle.placeOrder({ customerId: staff.id, lines });
    const third = handle.placeOrder({ customerId: buyer.id, lines });
    await sweepOrders({ storeId, now });
    const orders = await db().order.findMany({ where: { storeId }, orderBy: { bcOrderId: "asc" } });
    expect(orders.map((order) => [Number(order.bcOrderId) === third.id, order.pointsAwarded > 0])).toEqual([
      [false, false],
      [false, false],
      [true, true],
    ]);
  });

  test("a category and a brand the program excludes earn nothing, the other lines do", async () => {
    const handle = await sandbox.addStore({ hash: "catalog1", seed: "catalogue" });
    const { storeId } = await connectStore("catalog1", { handle });
    const [excluded, branded, kept] = [...handle.state.products.values()];
    if (!excluded || !branded || !kept) throw new Error("the demo shop has too few products");
    excluded.categories = [901];
    branded.brandId = 902;
    const document = {
      earning: {
        orders: { rate: { points: 1, per: "1.00" }, exclude: { categoryIds: [901], brandIds: [902] } },
      },
    };
    await publishProgram({ storeId, document, now });
    const buyer = handle.addCustomer({ email: "picky@example.com" });
    const order = handle.placeOrder({
      customerId: buyer.id,
      lines: [excluded, branded, kept].map(({ id }) => ({
        name: "Pot",
        productId: id,
        price: "30.00",
        quantity: 1,
      })),
    });
    await hint(storeId, order.id);
    await drainOrderInbox({ storeId, now });
    const [stored] = await db().order.findMany({ where: { storeId, bcOrderId: order.id } });
    expect(Number(stored?.pointsAwarded)).toBe(30);
  });

  test("many hints about one order are one fetch and one award", async () => {
    const { handle, storeId } = await connectStore("drain1");
    const buyer = handle.addCustomer({ email: "buyer@example.com" });
    const order = handle.placeOrder({
      customerId: buyer.id,
      lines: [{ name: "Pot", price: "30.00", quantity: 1 }],
    });
    for (let n = 0; n < 5; n += 1) await hint(storeId, order.id);
    sandbox.admin.clearRequests();
    const result = await drainOrderInbox({ storeId, now });
    expect(result).toEqual({ entries: 5, orders: 1, changed: 1, more: false });
    // One for the order with its lines, one for the customer nobody had told us about.
    expect(sandbox.admin.countCalls()).toBe(2);
    expect((await entriesOf(storeId)).map(({ status, attempts }) => ({ status, attempts }))).toEqual(
      Array(5).fill({ status: "done", attempts: 0 }),
    );
    const customer = await db().customer.findFirstOrThrow({ where: { storeId } });
    expect(customer).toMatchObject({ email: "buyer@example.com", state: "member" });
    expect(await balanceOf(customer.id)).toMatchObject({ available: 30 });
  });

  test("while BigCommerce fails nothing is settled, the reason is kept, and the next time heals it", async () => {
    const { handle, storeId } = await connectStore("drain2");
    const buyer = handle.addCustomer({ email: "buyer@example.com" });
    const order = handle.placeOrder({ customerId: buyer.id });
    await hint(storeId, order.id);
    sandbox.admin.addFault({ kind: "forbidden", path: "/v2/orders", count: 1, store: "drain2" });
    await expect(drainOrderInbox({ storeId, now })).rejects.toMatchObject({ kind: "forbidden" });
    expect(await entriesOf(storeId)).toMatchObject([{ status: "pending", attempts: 1 }]);
    expect((await entriesOf(storeId))[0]?.lastError).toBeTruthy();
    await drainOrderInbox({ storeId, now });
    expect(await entriesOf(storeId)).toMatchObject([{ status: "done", lastError: null }]);
  });

  test("a refused token rests the store instead of hammering BigCommerce", async () => {
    const { handle, storeId } = await connectStore("drain3");
    await hint(storeId, 1);
    handle.revokeTokens();
    await expect(drainOrderInbox({ storeId, now })).rejects.toMatchObject({ kind: "unauthorized" });
    expect(await db().store.findUniqueOrThrow({ where: { id: storeId } })).toMatchObject({
      status: "needs_reauth",
    });
  });

  test("a hint about an order BigCommerce does not know is settled and changes nothing", async () => {
    const { storeId } = await connectStore("drain4");
    await hint(storeId, 999_999);
    expect(await drainOrderInbox({ storeId, now })).toMatchObject({ changed: 0 });
    expect(await entriesOf(storeId)).toMatchObject([{ status: "done" }]);
    expect(await db().order.count({ where: { storeId } })).toBe(0);
  });
});

describe("guest orders", () => {
  test("wait for the e-mail's owner and reach them once, however often they are claimed", async () => {
    const { handle, storeId } = await connectStore("guest1");
    const order = handle.placeOrder({
      email: "Guest@Example.com",
      lines: [{ name: "Pot", price: "20.00", quantity: 1 }],
    });
    await hint(storeId, order.id);
    await drainOrderInbox({ storeId, now });
    const owner = await db().customer.create({
      data: { storeId, bcCustomerId: 900n, email: "guest@example.com" },
    });
    const claim = () => claimGuestOrders({ storeId, customerId: owner.id, now });
    expect(await claim()).toEqual({ claimed: 1, posted: 1 });
    expect(await claim()).toEqual({ claimed: 1, posted: 0 });
    expect(await balanceOf(owner.id)).toMatchObject({ available: 20 });
  });

  test("placed before the claim window, or with another e-mail, stay where they are", async () => {
    const { handle, storeId } = await connectStore("guest2");
    const dayMs = 86_400_000;
    const old = handle.placeOrder({
      email: "late@example.com",
      createdAt: new Date(now.getTime() - 31 * dayMs).toISOString(),
    });
    const other = handle.placeOrder({ email: "other@example.com" });
    for (const order of [old, other]) await hint(storeId, order.id);
    await drainOrderInbox({ storeId, now });
    const owner = await db().customer.create({
      data: { storeId, bcCustomerId: 901n, email: "late@example.com" },
    });
    expect(await claimGuestOrders({ storeId, customerId: owner.id, now })).toEqual({ claimed: 0, posted: 0 });
  });
});

import "@/test/support/use-sandbox";

import { afterAll, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { drainOrderInbox } from "@/lib/services/orders/drain-order-inbox";
import { sweepOrders } from "@/lib/services/orders/sweep-orders";
import { balanceOf } from "@/test/db/ledger/seed";
import { sandbox } from "@/test/support/use-sandbox";
import { connectStore, hint } from "./sandbox-store";

afterAll(() => sandbox.stop());

const lines = [{ name: "Pot", price: "100.00", quantity: 1 }];

/** An order of 100 points of which a refund by amount took some; then the merchant moved its status on by hand. */
async function refundedOrder(hash: string) {
  const { handle, storeId } = await connectStore(hash);
  const buyer = handle.addCustomer({ email: "buyer@example.com" });
  const order = handle.placeOrder({ customerId: buyer.id, lines });
  const drain = async (scope?: string) => {
    await hint(storeId, order.id, scope);
    await drainOrderInbox({ storeId, now: new Date() });
  };
  await drain();
  const refund = handle.refund(order.id, { amount: "53.50" });
  await drain("store/order/refund/created");
  handle.setStatus(order.id, 10);
  await drain();
  const customer = await db().customer.findFirstOrThrow({ where: { storeId } });
  const available = async () => (await balanceOf(customer.id)).available;
  expect(await available()).toBe(50);
  return { handle, storeId, order, refund, drain, available };
}

test("a refund declined later gives its points back, although the order shows no refund any more", async () => {
  const { handle, refund, drain, available } = await refundedOrder("declined1");
  handle.declineRefund(refund.id);
  sandbox.admin.clearRequests();
  await drain();
  expect(await available()).toBe(100);
  // The order, and the refunds it is known to have.
  expect(sandbox.admin.countCalls()).toBe(2);
});

test("the sweep notices it when no webhook came", async () => {
  const { handle, storeId, refund, available } = await refundedOrder("declined2");
  handle.declineRefund(refund.id);
  // Made before the last sweep: only the order's own change can be found.
  refund.createdAt -= 86_400_000;
  await sweepOrders({ storeId, now: new Date() });
  expect(await available()).toBe(100);
});

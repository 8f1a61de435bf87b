import "@/test/support/use-sandbox";

import { afterAll, expect, test } from "vitest";
import { db, pool } from "@/lib/db/client";
import { findDueHolds } from "@/lib/db/orders/find-due-holds";
import { drainOrderInbox } from "@/lib/services/orders/drain-order-inbox";
import { releaseHolds } from "@/lib/services/orders/release-holds";
import { publishProgram } from "@/lib/services/program/publish-program";
import { balanceOf } from "@/test/db/ledger/seed";
import { sandbox } from "@/test/support/use-sandbox";
import { connectStore, entriesOf, hint } from "./sandbox-store";

afterAll(() => sandbox.stop());

const hour = 3_600_000;

test("a round full of orders that cannot be released lets the others pass, shows them, and asks again later", async () => {
  const now = new Date();
  const { handle, storeId } = await connectStore("holds1");
  await publishProgram({ storeId, now, document: { earning: { orders: { holdDays: 1 } } } });
  const buyer = handle.addCustomer({ email: "buyer@example.com" });
  const order = handle.placeOrder({
    customerId: buyer.id,
    lines: [{ name: "Pot", price: "100.00", quantity: 1 }],
  });
  await hint(storeId, order.id);
  await drainOrderInbox({ storeId, now });
  const { id: customerId } = await db().customer.findFirstOrThrow({ where: { storeId } });
  expect(await balanceOf(customerId)).toMatchObject({ pending: 100, available: 0 });
  // Gone at BigCommerce, and over before the good one. They lie together: few calls.
  await pool().query(
    `INSERT INTO orders (store_id, bc_order_id, customer_id, channel_id, status_id, currency, total_minor, placed_at,
                         bc_modified_at, facts, pending_until)
     SELECT $1, 900000 + n, $2, 1, 10, 'USD', 100, now(), now(), '{"refunds":[]}', now() - interval '1 day'
       FROM generate_series(1, 250) n`,
    [String(storeId), String(customerId)],
  );
  const later = new Date(now.getTime() + 72 * hour);
  const release = (at = later) => releaseHolds({ storeId, now: at });
  expect(await release()).toEqual({ released: 0, more: true });
  expect(await release()).toEqual({ released: 1, more: false });
  expect(await balanceOf(customerId)).toMatchObject({ pending: 0, available: 100 });
  const failed = (await entriesOf(storeId)).filter(({ status }) => status === "failed");
  expect(failed).toHaveLength(250);
  expect(failed[0]?.lastError).toContain("does not have this order");
  // Nothing is asked again the next minute, but some hours later.
  sandbox.admin.clearRequests();
  expect(await release(new Date(later.getTime() + 60_000))).toEqual({ released: 0, more: false });
  expect(sandbox.admin.countCalls()).toBe(0);
  const evening = new Date(later.getTime() + 7 * hour);
  expect(await findDueHolds(storeId, evening, 1_000)).toHaveLength(250);
  // Tried again by hand they stay what they are, and the next release counts on: one entry an order.
  await db().inboxEntry.updateMany({ where: { storeId, status: "failed" }, data: { status: "pending" } });
  await drainOrderInbox({ storeId, now: later });
  const still = () => db().inboxEntry.count({ where: { storeId, status: "failed" } });
  expect(await still()).toBe(250);
  await release(evening);
  expect(await still()).toBe(250);
  const counted = { attempts: 3, handledAt: evening };
  expect(await db().inboxEntry.count({ where: { storeId, ...counted } })).toBe(250);
  // Nothing waits any more: there is nothing left to fail.
  await db().order.updateMany({ where: { storeId }, data: { pendingUntil: null } });
  await db().inboxEntry.updateMany({ where: { storeId, status: "failed" }, data: { status: "pending" } });
  await drainOrderInbox({ storeId, now: evening });
  expect(await still()).toBe(0);
});

import "@/test/support/use-sandbox";

import { afterAll, expect, test } from "vitest";
import { db, pool } from "@/lib/db/client";
import { importPastOrders } from "@/lib/services/backfill/import-past-orders";
import { startBackfill } from "@/lib/services/backfill/start-backfill";
import { claimGuestOrders } from "@/lib/services/orders/claim-guest-orders";
import { drainOrderInbox } from "@/lib/services/orders/drain-order-inbox";
import { sweepOrders } from "@/lib/services/orders/sweep-orders";
import { syncOrders } from "@/lib/services/orders/sync-orders";
import { drainStoreInbox } from "@/lib/services/webhooks/drain-store-inbox";
import { balanceOf } from "@/test/db/ledger/seed";
import { sandbox } from "@/test/support/use-sandbox";
import { connectStore, entriesOf, hint } from "./sandbox-store";

const now = new Date();
afterAll(() => sandbox.stop());

const dayMs = 86_400_000;
const daysAgo = (days: number) => new Date(now.getTime() - days * dayMs);
const email = "fresh@example.com";
const lines = [{ name: "Pot", price: "20.00", quantity: 1 }];

let serial = 0;

/** A guest order; then somebody with the same e-mail signs up, and that is handled before the order is. */
async function signUpFirst(options: { placedAt?: Date; signedUpAt?: Date; installedAt?: Date } = {}) {
  serial += 1;
  const { placedAt: createdAt = now, signedUpAt = now, installedAt = daysAgo(100) } = options;
  const { handle, storeId } = await connectStore(`claim${serial}`, { installedAt });

  const order = handle.placeOrder({ email: "Fresh@Example.com", lines, createdAt, quiet: true });
  const signUp = handle.addCustomer({ email, createdAt: signedUpAt });
  await hint(storeId, signUp.id, "store/customer/created");
  await drainStoreInbox(storeId, now);
  const { id: customerId } = await db().customer.findFirstOrThrow({ where: { storeId } });
  const claim = (id = customerId) => claimGuestOrders({ storeId, customerId: id, now });
  expect(await claim()).toEqual({ claimed: 0, posted: 0 });
  const drain = async () => {
    await hint(storeId, order.id);
    await drainOrderInbox({ storeId, now: new Date() });
  };
  const available = async (id = customerId) => (await balanceOf(id)).available;
  return { handle, storeId, order, customerId, claim, drain, available };
}

test("a guest order that arrives after its owner's sign-up reaches them, once", async () => {
  const { claim, drain, available } = await signUpFirst();
  await drain();
  expect(await available()).toBe(20);
  await drain();
  expect(await claim()).toEqual({ claimed: 1, posted: 0 });
  expect(await available()).toBe(20);
});

test("so does one that only the sweep finds", async () => {
  const { storeId, available } = await signUpFirst();
  await sweepOrders({ storeId, now: new Date() });
  expect(await available()).toBe(20);
});

test("so does one of an import, which can take it back", async () => {
  const { storeId, available } = await signUpFirst({
    placedAt: daysAgo(60),
    signedUpAt: daysAgo(40),
    installedAt: daysAgo(10),
  });
  const { importId } = await startBackfill({ storeId, since: daysAgo(90), now });
  while (!(await importPastOrders({ storeId, importId, pagesMax: 3 }, () => now)).isDone);
  expect(await available()).toBe(20);
  expect(await db().order.findMany({ where: { storeId } })).toMatchObject([{ importId }]);
  expect(await db().backfill.findMany({ where: { storeId } })).toMatchObject([{ givenOrders: 1 }]);
});

test("an account that came later with the same e-mail does not take it", async () => {
  const { storeId, claim, drain, available } = await signUpFirst();
  const later = await db().customer.create({
    data: { storeId, bcCustomerId: 999n, email, bcCreatedAt: now },
  });
  await drain();
  expect(await claim(later.id)).toEqual({ claimed: 0, posted: 0 });
  await drain();
  expect([await available(), await available(later.id)]).toEqual([20, 0]);
});

test.each([
  ["an account that was there before the order", { placedAt: now, signedUpAt: daysAgo(1) }],
  ["a sign-up after the claim window", { placedAt: daysAgo(31), signedUpAt: now }],
])("%s does not get it", async (_title, times) => {
  const { storeId, drain, available } = await signUpFirst(times);
  await drain();
  expect(await available()).toBe(0);
  expect(await db().order.findMany({ where: { storeId } })).toMatchObject([{ customerId: null }]);
});

test("one that cannot be read when it is claimed is left as failed work, and heals by trying again", async () => {
  const { handle, storeId } = await connectStore("claimodd", { installedAt: daysAgo(100) });
  const order = handle.placeOrder({ email, lines });
  await hint(storeId, order.id);
  await drainOrderInbox({ storeId, now });
  const { id: customerId } = await db().customer.create({ data: { storeId, bcCustomerId: 999n, email } });
  const refund = handle.refund(order.id, { amount: "1.00", quiet: true });
  const [item] = refund.items;
  Object.assign(item ?? {}, { itemType: "SOMETHING_NEW" });
  expect(await claimGuestOrders({ storeId, customerId, now })).toEqual({ claimed: 1, posted: 0 });
  expect(await entriesOf(storeId)).toMatchObject([{ status: "done" }, { status: "failed" }]);
  Object.assign(item ?? {}, { itemType: "ORDER" });
  await db().inboxEntry.updateMany({ where: { storeId, status: "failed" }, data: { status: "pending" } });
  await drainOrderInbox({ storeId, now: new Date() });
  expect((await balanceOf(customerId)).available).toBe(19);
});

test("one that cannot be stored is counted as failed once, and reaches its owner when it can", async () => {
  const { storeId, order, drain, available, customerId } = await signUpFirst();
  await db().customer.update({ where: { id: customerId }, data: { email: "other@example.com" } });
  await drain();
  await db().customer.update({ where: { id: customerId }, data: { email } });
  await pool().query(`
    CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'refused'; END $$;
    CREATE TRIGGER refuse BEFORE UPDATE OF facts ON orders FOR EACH STATEMENT EXECUTE FUNCTION refuse()`);
  try {
    const { failed } = await syncOrders({ storeId, orderIds: [order.id], now: new Date() });
    expect(failed.map(({ orderId }) => orderId)).toEqual([order.id]);
  } finally {
    await pool().query("DROP TRIGGER refuse ON orders");
  }
  await drain();
  expect(await available()).toBe(20);
});

test("an excluded customer does not get it; somebody merged away gets it for the heir", async () => {
  const excluded = await signUpFirst();
  await db().customer.update({ where: { id: excluded.customerId }, data: { state: "disabled" } });
  await excluded.drain();
  const { storeId } = excluded;
  expect(await db().order.findMany({ where: { storeId } })).toMatchObject([{ customerId: null }]);
  // Nor does a second account of theirs.
  const second = await db().customer.create({
    data: { storeId, bcCustomerId: 999n, email, bcCreatedAt: now },
  });
  await excluded.drain();
  expect(await db().order.findMany({ where: { storeId } })).toMatchObject([{ customerId: null }]);
  // But one made after the first was deleted does.
  await db().customer.update({ where: { id: excluded.customerId }, data: { deletedAt: now } });
  await excluded.drain();
  expect(await excluded.available(second.id)).toBe(20);

  const merged = await signUpFirst();
  const heir = await db().customer.create({ data: { storeId: merged.storeId, email: "heir@example.com" } });
  const mergedAway = { mergedIntoId: heir.id, mergedAt: now, state: "disabled" as const };
  await db().customer.update({ where: { id: merged.customerId }, data: mergedAway });
  await merged.drain();
  expect(await merged.available(heir.id)).toBe(20);
});

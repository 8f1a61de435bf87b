import { describe, expect, test } from "vitest";
import { pool } from "@/lib/db/client";
import { claimOrders } from "@/lib/db/orders/claim-orders";
import type { OrderFacts } from "@/lib/loyalty/order-facts";
import { applyOrderFacts } from "@/lib/services/orders/apply-order-facts";
import { publishProgram } from "@/lib/services/program/publish-program";
import { seedStore } from "@/test/db/ledger/seed";
import { orderFacts } from "@/test/factories/order-facts";

const now = new Date("2026-11-24T12:00:00Z");
const welcome = {
  key: "welcome",
  name: "Welcome",
  startsAt: "2026-01-01T00:00",
  endsAt: "2026-12-31T00:00",
  effect: { kind: "bonus", points: 50 },
  firstOrderOnly: true,
};

/** A store with one customer, whose first order brings 50 more. */
async function openStore() {
  const { storeId, customerIds } = await seedStore();
  await publishProgram({ storeId, document: { earning: { campaigns: [welcome] } }, now });
  const apply = async (...orders: OrderFacts[]) => {
    const { failed } = await applyOrderFacts({ storeId, timeZone: "UTC", orders, now });
    expect(failed).toEqual([]);
  };
  const claim = () => {
    const placedSince = new Date("2026-10-25T00:00:00Z");
    const customerId = customerIds[0] as bigint;
    return claimOrders(storeId, { customerId, email: "shopper1@example.com", placedSince });
  };
  /** Given by order number. */
  const points = async (): Promise<Record<string, number>> => {
    const { rows } = await pool().query<{ id: number; points: number }>(
      "SELECT bc_order_id AS id, points_available AS points FROM orders WHERE store_id = $1",
      [String(storeId)],
    );
    return Object.fromEntries(rows.map(({ id, points }) => [id, Number(points)]));
  };
  return { apply, claim, points };
}

type Order = number | { orderId: number; statusId: number };

/** Orders of 100 points placed in the same second, applied in these rounds; the points by order number. */
async function award(rounds: Order[][]): Promise<Record<string, number>> {
  const { apply, points } = await openStore();
  for (const round of rounds)
    await apply(...round.map((order) => orderFacts(typeof order === "number" ? { orderId: order } : order)));
  return points();
}

test("of orders placed in the same second one is the first: the lowest number, at once or one after the other", async () => {
  // 100.00 at 1 a dollar is 100; the welcome bonus of 50 comes once.
  const once = { 7: 150, 8: 100, 9: 100 };
  expect(await award([[7, 8, 9]])).toEqual(once);
  expect(await award([[9, 8, 7]])).toEqual(once);
  expect(await award([[7], [8], [9]])).toEqual(once);
  expect(await award([[7], [9, 8]])).toEqual(once);
  // One that still waits for its award is the first by its number, too.
  const waiting = { orderId: 7, statusId: 11 };
  expect(await award([[waiting, 8]])).toEqual({ 7: 0, 8: 100 });
  expect(await award([[waiting], [8]])).toEqual({ 7: 0, 8: 100 });
});

test("a checkout that was never finished is nobody's first order, neither beside the others nor before them", async () => {
  const incomplete = { orderId: 7, statusId: 0 };
  // It earns nothing, and the bonus of 50 is the next one's.
  const next = { 7: 0, 8: 150, 9: 100 };
  expect(await award([[incomplete, 8, 9]])).toEqual(next);
  expect(await award([[incomplete], [8], [9]])).toEqual(next);
});

test("a bonus once given stays where it is: an earlier order that is heard of later is no first order", async () => {
  expect(await award([[9], [7, 8]])).toEqual({ 7: 100, 8: 100, 9: 150 });
  expect(await award([[8], [7], [9]])).toEqual({ 7: 100, 8: 150, 9: 100 });
});

test("of orders awarded at the same moment by several workers one is the first", async () => {
  for (let round = 0; round < 5; round += 1) {
    const { apply, points } = await openStore();
    await Promise.all([7, 8, 9].map((orderId) => apply(orderFacts({ orderId }))));
    const all = Object.values(await points()).sort();
    expect(all).toEqual([100, 100, 150]);
  }
});

// 100 an order, 50 more for the first one. What a guest's order is cannot be told before it is somebody's.
describe("guest orders, claimed", () => {
  const guest = { customerId: null, guestEmail: "shopper1@example.com" };
  const older = (more: Partial<OrderFacts> = {}) =>
    orderFacts({ orderId: 1, createdAt: "2026-11-01T10:00:00.000Z", ...more });
  const newer = (more: Partial<OrderFacts> = {}) =>
    orderFacts({ orderId: 2, createdAt: "2026-11-02T10:00:00.000Z", ...more });

  test.each([
    ["together", [[older(guest), newer(guest)]]],
    ["one after the other", [[older(guest)], [newer(guest)]]],
    ["the newer one before", [[newer(guest)], [older(guest)]]],
  ])("two of one person, awarded %s: the older is the first", async (_, rounds) => {
    const { apply, claim, points } = await openStore();
    await apply(older(guest), newer(guest));
    expect(await points()).toEqual({ 1: 0, 2: 0 });
    await claim();
    for (const orders of rounds) await apply(...orders);
    expect(await points()).toEqual({ 1: 150, 2: 100 });
    // Pinned: again changes nothing, also when one of them is cancelled and comes back.
    await apply(older({ ...guest, statusId: 5, modifiedAt: "2026-11-03T10:00:00.000Z" }));
    await apply(newer(guest));
    expect(await points()).toEqual({ 1: 0, 2: 100 });
    await apply(older({ ...guest, modifiedAt: "2026-11-04T10:00:00.000Z" }));
    expect(await points()).toEqual({ 1: 150, 2: 100 });
  });

  test("a newer one than an order of the person's own is not the first", async () => {
    const { apply, claim, points } = await openStore();
    await apply(newer(guest));
    await apply(older());
    await claim();
    await apply(newer(guest));
    expect(await points()).toEqual({ 1: 150, 2: 100 });
  });

  test("an older one than an order that had the bonus does not bring it again", async () => {
    const { apply, claim, points } = await openStore();
    await apply(older(guest));
    await apply(newer());
    await claim();
    await apply(older(guest));
    expect(await points()).toEqual({ 1: 100, 2: 150 });
  });

  test("an older one than an order that still waits is the first", async () => {
    const { apply, claim, points } = await openStore();
    await apply(older(guest), newer({ statusId: 11 }));
    await claim();
    await apply(older(guest));
    await apply(newer({ modifiedAt: "2026-11-03T10:00:00.000Z" }));
    expect(await points()).toEqual({ 1: 150, 2: 100 });
  });
});

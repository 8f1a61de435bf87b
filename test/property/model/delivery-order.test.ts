import { describe, expect, test } from "vitest";
import { pool } from "@/lib/db/client";
import { markCustomersDeleted } from "@/lib/db/customers";
import { postTransactions } from "@/lib/db/ledger/post-transactions";
import { claimOrders } from "@/lib/db/orders/claim-orders";
import type { OrderFacts } from "@/lib/loyalty/order-facts";
import { applyOrderFacts } from "@/lib/services/orders/apply-order-facts";
import { publishProgram } from "@/lib/services/program/publish-program";
import { adjustment, balanceOf, seedStore } from "@/test/db/ledger/seed";
import { lineRefund, orderFacts, orderLine } from "@/test/factories/order-facts";
import { casesInBetween } from "./cases-in-between";
import { factsOfCase, type OrderCase, orderCases } from "./order-cases";

const now = new Date("2026-11-24T12:00:00Z");

function permutations<T>(list: readonly T[]): T[][] {
  if (list.length <= 1) return [[...list]];
  return list.flatMap((one, index) =>
    permutations([...list.slice(0, index), ...list.slice(index + 1)]).map((rest) => [one, ...rest]),
  );
}

/** As `claimGuestOrders` does: claimed, then applied as it is. */
async function claimAll(storeId: bigint, customerIds: bigint[], orders: OrderFacts[]): Promise<void> {
  const placedSince = new Date("2026-10-25T00:00:00Z");
  for (const [index, customerId] of customerIds.entries()) {
    const claim = { customerId, email: `shopper${index + 1}@example.com`, placedSince };
    expect(await claimOrders(storeId, claim)).toEqual([orders[index]?.orderId]);
  }
  expect((await applyOrderFacts({ storeId, timeZone: "UTC", orders, now })).failed).toEqual([]);
}

/** One customer with one order for every order of deliveries; what falls after the first state falls there for all. */
async function deliverInEveryOrder(given: OrderCase) {
  const isFirstFixed = given.isFirstFixed ?? (given.spent !== undefined || given.published !== undefined);
  const places = given.states.map((_, index) => index);
  // With a first state that must stand first it still comes again, stale, anywhere.
  const ways = isFirstFixed ? permutations(places).map((way) => [0, ...way]) : permutations([...places, 0]);
  const { storeId, customerIds } = await seedStore(ways.length);
  await publishProgram({ storeId, document: given.program ?? {}, now });
  if (given.given) {
    await postTransactions(
      pool(),
      storeId,
      customerIds.map((id) => adjustment(`gift/${id}`, id, given.given ?? 0)),
    );
  }
  const facts = ways.map((_, index) => factsOfCase(given, 500 + index, index + 1));
  for (let turn = 0; turn < (ways[0]?.length ?? 0); turn += 1) {
    const orders = ways.map((way, index) => facts[index]?.[way[turn] ?? 0] as OrderFacts);
    const { failed } = await applyOrderFacts({ storeId, timeZone: "UTC", orders, now });
    expect(failed).toEqual([]);
    if (turn > 0) continue;
    if (given.isClaimed) await claimAll(storeId, customerIds, orders);
    if (given.spent) {
      await postTransactions(
        pool(),
        storeId,
        customerIds.map((id) => adjustment(`spend/${id}`, id, 0 - (given.spent ?? 0))),
      );
    }
    if (given.published) await publishProgram({ storeId, document: given.published, now });
  }
  // The newest news once more: what stands already is not posted again.
  const newest = facts.map((states) => states.at(-1) as OrderFacts);
  const again = await applyOrderFacts({ storeId, timeZone: "UTC", orders: newest, now });
  expect(again).toMatchObject({ applied: newest.length, posted: 0 });
  const balances = await Promise.all(customerIds.map(balanceOf));
  return balances.map(({ pending, available, debt }) => ({ pending, available, owed: 0 - debt }));
}

describe("the same news in any order, old ones coming again, leave the same points", () => {
  test.each([...orderCases, ...casesInBetween])("$what", async (given) => {
    const balances = await deliverInEveryOrder(given);
    const expected = { pending: given.pending ?? 0, available: given.available, owed: given.owed ?? 0 };
    expect(balances).toEqual(balances.map(() => expected));
  });
});

describe("and with time or people in between", () => {
  const lines = [orderLine({ lineId: 7, quantity: 4 })];
  const apply = (storeId: bigint, facts: OrderFacts, at = now) =>
    applyOrderFacts({ storeId, timeZone: "UTC", orders: [facts], now: at });
  const open = async (document: object = {}) => {
    const { storeId, customerIds } = await seedStore(1);
    await publishProgram({ storeId, document, now });
    return { storeId, customerId: customerIds[0] as bigint };
  };
  const half = lineRefund(1, { lineId: 7, quantity: 2, amountMinor: 5_000 });
  const later = "2026-11-24T11:00:00.000Z";

  test("a refund in hold takes pending points, and only the rest is released", async () => {
    const { storeId, customerId } = await open({ earning: { orders: { holdDays: 14 } } });
    // Completed on the 20th: held until 4 December. 100 pending, 50 of them go.
    await apply(storeId, orderFacts({ lines, modifiedAt: "2026-11-20T10:00:00.000Z" }));
    const refunded = orderFacts({ lines, statusId: 14, refunds: [half], modifiedAt: later });
    await apply(storeId, refunded);
    expect(await balanceOf(customerId)).toMatchObject({ pending: 50, available: 0 });
    await apply(storeId, refunded, new Date("2026-12-04T09:59:59Z"));
    expect(await balanceOf(customerId)).toMatchObject({ pending: 50, available: 0 });
    await apply(storeId, refunded, new Date("2026-12-04T10:00:00Z"));
    expect(await balanceOf(customerId)).toMatchObject({ pending: 0, available: 50 });
  });

  test("an archived order keeps its points: nothing that comes after changes them", async () => {
    const { storeId, customerId } = await open();
    await apply(storeId, orderFacts({ lines }));
    await apply(
      storeId,
      orderFacts({ lines, archived: true, statusId: 5, refunds: [half], modifiedAt: later }),
    );
    expect(await balanceOf(customerId)).toMatchObject({ available: 100 });
  });

  test("an archived order does not change hands", async () => {
    const { storeId, customerIds } = await seedStore(2);
    await publishProgram({ storeId, document: {}, now });
    await apply(storeId, orderFacts({ lines, customerId: 1 }));
    await apply(storeId, orderFacts({ lines, customerId: 2, archived: true, modifiedAt: later }));
    expect(await Promise.all(customerIds.map(balanceOf))).toMatchObject([
      { available: 100 },
      { available: 0 },
    ]);
  });

  test("a deleted customer's balance is frozen, refunds and new orders alike", async () => {
    const { storeId, customerId } = await open();
    await apply(storeId, orderFacts({ lines }));
    await markCustomersDeleted(storeId, [1], now);
    // BigCommerce turns the orders of a deleted customer into guest orders.
    await apply(
      storeId,
      orderFacts({ lines, customerId: null, statusId: 4, refunds: [half], modifiedAt: later }),
    );
    await apply(storeId, orderFacts({ lines, orderId: 101 }));
    expect(await balanceOf(customerId)).toMatchObject({ available: 100 });
  });

  test("a guest order claimed later brings what it earns as it is now", async () => {
    const { storeId, customerId } = await open();
    const guest = { lines, customerId: null, guestEmail: "shopper1@example.com" };
    await apply(storeId, orderFacts(guest));
    expect(await balanceOf(customerId)).toMatchObject({ available: 0 });
    const claim = {
      customerId,
      email: "shopper1@example.com",
      placedSince: new Date("2026-10-25T00:00:00Z"),
    };
    expect(await claimOrders(storeId, claim)).toEqual([100]);
    // Half was refunded meanwhile: 50 of 100
    await apply(storeId, orderFacts({ ...guest, statusId: 14, refunds: [half], modifiedAt: later }));
    expect(await balanceOf(customerId)).toMatchObject({ available: 50 });
  });

  test("a fetch of the same second that knows less does not bring refunded points back", async () => {
    const { storeId, customerId } = await open();
    await apply(storeId, orderFacts({ lines, refunds: [half] }));
    await apply(storeId, orderFacts({ lines }));
    expect(await balanceOf(customerId)).toMatchObject({ available: 50 });
  });

  test("a later fetch that did not ask for refunds does not bring refunded points back", async () => {
    const { storeId, customerId } = await open();
    await apply(storeId, orderFacts({ lines, refunds: [half] }));
    await apply(storeId, orderFacts({ lines, modifiedAt: later }));
    expect(await balanceOf(customerId)).toMatchObject({ available: 50 });
  });
});

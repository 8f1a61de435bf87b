import fc from "fast-check";
import { expect, test } from "vitest";
import { pool } from "@/lib/db/client";
import { postTransactions } from "@/lib/db/ledger/post-transactions";
import { verifyLedger } from "@/lib/db/ledger/verify-ledger";
import type { OrderFacts } from "@/lib/loyalty/order-facts";
import { sealLedger } from "@/lib/services/ledger/seal-ledger";
import { applyOrderFacts } from "@/lib/services/orders/apply-order-facts";
import { publishProgram } from "@/lib/services/program/publish-program";
import { adjustment, balanceOf, seedStore } from "@/test/db/ledger/seed";
import { orderFacts, orderLine } from "@/test/factories/order-facts";

const holdDays = 10;
const startMs = Date.parse("2026-03-01T00:00:00.000Z");
const at = (hour: number) => new Date(startMs + hour * 3_600_000).toISOString();

/** One state of an order: at this hour it had this status and this many of its four units were refunded. */
type OrderState = { orderId: number; hour: number; statusId: number; refundedUnits: number };
type Step =
  | { kind: "deliver"; state: OrderState }
  | { kind: "spend"; customer: number; points: number }
  | { kind: "wait"; hours: number };

/** Four units, `price` each in whole dollars: a unit is worth `price` points at one per dollar. */
const prices: Record<number, number> = { 1: 25, 2: 40, 3: 7 };
const owners: Record<number, number> = { 1: 1, 2: 1, 3: 2 };

function factsOf({ orderId, hour, statusId, refundedUnits }: OrderState): OrderFacts {
  const unit = (prices[orderId] ?? 0) * 100;
  const refund = {
    refundId: orderId,
    createdAt: at(hour),
    totalAmountMinor: unit * refundedUnits,
    totalTaxMinor: 0,
    items: [{ kind: "PRODUCT" as const, itemId: 1, quantity: refundedUnits, requestedAmountMinor: null }],
    payments: [{ amountMinor: unit * refundedUnits, declined: false }],
  };
  return orderFacts({
    orderId,
    customerId: owners[orderId] ?? 0,
    statusId,
    createdAt: at(0),
    modifiedAt: at(hour),
    lines: [orderLine({ paidIncTaxMinor: unit * 4, quantity: 4 })],
    refunds: refundedUnits > 0 ? [refund] : [],
  });
}

type Policy = "within_balance" | "allow_negative" | "pending_only";

/**
 * What should stand, told a second time and as simply as possible: no accounts, no rates, no postings. An order has
 * points it gave and points that could not be taken back; a customer has pending, available and owed points.
 */
class Model {
  readonly orders = new Map<
    number,
    {
      hour: number;
      awardedHour: number | null;
      refundedUnits: number;
      pending: number;
      given: number;
      lost: number;
    }
  >();
  readonly customers = new Map<number, { available: number; owed: number }>();
  constructor(
    readonly policy: Policy,
    readonly hold: boolean,
  ) {}

  customer(id: number) {
    const known = this.customers.get(id) ?? { available: 0, owed: 0 };
    this.customers.set(id, known);
    return known;
  }

  deliver(state: OrderState, nowHour: number) {
    const order = this.orders.get(state.orderId) ?? {
      hour: -1,
      awardedHour: null,
      refundedUnits: 0,
      pending: 0,
      given: 0,
      lost: 0,
    };
    if (state.hour < order.hour) return;
    this.orders.set(state.orderId, order);
    order.hour = state.hour;
    // A fetch that shows no refund where one was seen before has not undone it: refunds do not vanish.
    if (state.refundedUnits > 0) order.refundedUnits = state.refundedUnits;
    const { refundedUnits } = order;
    if (state.statusId === 10) order.awardedHour ??= Math.min(state.hour, nowHour);
    const cancelled = [4, 5, 6].includes(state.statusId) || refundedUnits >= 4;
    const earns = order.awardedHour !== null && !cancelled;
    const target = earns ? (4 - refundedUnits) * (prices[state.orderId] ?? 0) : 0;
    const isHeld = this.hold && order.awardedHour !== null && nowHour < order.awardedHour + holdDays * 24;
    this.settle(order, this.customer(owners[state.orderId] ?? 0), target, isHeld);
  }

  settle(
    order: { pending: number; given: number; lost: number },
    customer: { available: number; owed: number },
    target: number,
    isHeld: boolean,
  ) {
    let missing = target - (order.pending + order.given - order.lost);
    if (missing > 0) {
      const back = Math.min(missing, order.lost);
      order.lost -= back;
      missing -= back;
      if (isHeld) order.pending += missing;
      else this.earn(order, customer, missing);
    } else {
      let due = -missing;
      const fromPending = Math.min(due, order.pending);
      order.pending -= fromPending;
      due -= fromPending;
      const fromAvailable = this.policy === "pending_only" ? 0 : Math.min(due, customer.available);
      customer.available -= fromAvailable;
      order.given -= fromAvailable;
      due -= fromAvailable;
      if (this.policy === "allow_negative") {
        customer.owed += due;
        order.given -= due;
      } else {
        order.lost += due;
      }
    }
    if (!isHeld && order.pending > 0) {
      const released = order.pending;
      order.pending = 0;
      this.earn(order, customer, released);
    }
  }

  earn(order: { given: number }, customer: { available: number; owed: number }, points: number) {
    order.given += points;
    const paid = Math.min(points, customer.owed);
    customer.owed -= paid;
    customer.available += points - paid;
  }
}

const state = fc.record({
  orderId: fc.integer({ min: 1, max: 3 }),
  hour: fc.integer({ min: 1, max: 40 }),
  statusId: fc.constantFrom(1, 2, 10, 10, 10, 11, 13, 4, 5),
  refundedUnits: fc.constantFrom(0, 0, 1, 2, 4),
});
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 8, arbitrary: state.map((given) => ({ kind: "deliver" as const, state: given })) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant("spend" as const),
      customer: fc.constantFrom(1, 2),
      points: fc.integer({ min: 1, max: 120 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant("wait" as const), hours: fc.integer({ min: 1, max: 300 }) }),
  },
);
const schedule = fc.record({
  policy: fc.constantFrom<Policy>("within_balance", "allow_negative", "pending_only"),
  hold: fc.boolean(),
  steps: fc.array(step, { minLength: 1, maxLength: 14 }),
});

test("whatever arrives, in any order and any number of times, the ledger is what the model says", async () => {
  let schedules = 0;
  await fc.assert(
    fc.asyncProperty(schedule, async ({ policy, hold, steps }) => {
      schedules += 1;
      const { storeId, customerIds } = await seedStore(2);
      const document = { earning: { orders: { holdDays: hold ? holdDays : 0 } }, refunds: { policy } };
      await publishProgram({ storeId, document, now: new Date(startMs) });
      const model = new Model(policy, hold);
      let nowHour = 50;
      for (const [index, given] of steps.entries()) {
        if (given.kind === "wait") nowHour += given.hours;
        if (given.kind === "spend") {
          const customer = model.customer(given.customer);
          const points = Math.min(given.points, customer.available);
          const customerId = customerIds[given.customer - 1] as bigint;
          if (points > 0)
            await postTransactions(pool(), storeId, [adjustment(`spend/${index}`, customerId, -points)]);
          customer.available -= points;
        }
        if (given.kind === "deliver") {
          const input = {
            storeId,
            timeZone: "UTC",
            orders: [factsOf(given.state)],
            now: new Date(at(nowHour)),
          };
          // Every delivery comes twice, the second time beside itself.
          await applyOrderFacts(input);
          const repeats = await Promise.all([applyOrderFacts(input), applyOrderFacts(input)]);
          for (const repeat of repeats) expect(repeat).toMatchObject({ posted: 0, failed: [] });
          model.deliver(given.state, nowHour);
        }
      }
      for (const [index, customerId] of customerIds.entries()) {
        const { available, owed } = model.customer(index + 1);
        const mine = [...model.orders].filter(([orderId]) => owners[orderId] === index + 1);
        const pending = mine.reduce((sum, [, order]) => sum + order.pending, 0);
        expect(await balanceOf(customerId)).toMatchObject({ pending, available, debt: 0 - owed });
      }
      await expectLaws(storeId);
    }),
    { numRuns: Number(process.env.LEDGER_SCHEDULES ?? 60) },
  );
  expect(schedules).toBeGreaterThan(0);
});

/** Reversals never exceed awards, and the ledger proves itself. */
async function expectLaws(storeId: bigint): Promise<void> {
  const { rows } = await pool().query(
    `SELECT t.order_id, sum(e.amount) AS net FROM ledger_transactions t JOIN ledger_entries e ON e.transaction_id = t.id
      WHERE t.store_id = $1 AND e.account IN ('program:issued', 'program:reversed') AND t.order_id IS NOT NULL
      GROUP BY 1 HAVING sum(e.amount) > 0`,
    [String(storeId)],
  );
  expect(rows).toEqual([]);
  await sealLedger(storeId);
  for await (const { name, differences } of verifyLedger(storeId))
    expect({ name, differences }).toEqual({ name, differences: [] });
}

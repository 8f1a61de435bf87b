import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { evaluateOrder } from "@/lib/loyalty/evaluate-order";
import type { OrderFacts, OrderLine, OrderRefund, OrderRefundItem } from "@/lib/loyalty/order-facts";
import type { EvaluateOrderInput, OrderTarget } from "@/lib/loyalty/order-target";
import { parseProgram } from "@/lib/schemas/program";

const minor = fc.oneof(fc.integer({ min: 0, max: 500 }), fc.integer({ min: 0, max: 5_000_000 }));
const decimal = fc
  .tuple(fc.integer({ min: 0, max: 200 }), fc.integer({ min: 1, max: 99 }))
  .map(([whole, part]) => {
    return `${whole}.${String(part).padStart(2, "0")}`;
  });

const line = (lineId: number): fc.Arbitrary<OrderLine> =>
  fc
    .record({
      paid: minor,
      quantity: fc.integer({ min: 1, max: 5 }),
      taxPercent: fc.constantFrom(0, 7, 20, 25),
      productId: fc.integer({ min: 1, max: 4 }),
      categoryIds: fc.subarray([1, 2, 3]),
      kind: fc.constantFrom("physical", "physical", "digital", "gift_certificate") as fc.Arbitrary<
        OrderLine["kind"]
      >,
      isPart: fc.constantFrom(false, false, false, true),
    })
    .map(({ paid, taxPercent, isPart, ...rest }) => ({
      ...rest,
      lineId,
      variantId: null,
      paidIncTaxMinor: paid,
      totalIncTaxMinor: (100 + taxPercent) * 10,
      totalExTaxMinor: 1000,
      parentLineId: isPart ? 1 : null,
      brandId: null,
    }));

const item: fc.Arbitrary<OrderRefundItem> = fc.oneof(
  fc.record({
    kind: fc.constant("PRODUCT" as const),
    itemId: fc.integer({ min: 1, max: 5 }),
    quantity: fc.integer({ min: 1, max: 6 }),
    requestedAmountMinor: fc.constant(null),
  }),
  fc.record({
    kind: fc.constantFrom("PRODUCT", "ORDER", "SHIPPING", "FEE", "GIFT_WRAPPING") as fc.Arbitrary<
      OrderRefundItem["kind"]
    >,
    itemId: fc.integer({ min: 1, max: 5 }),
    quantity: fc.constant(null),
    requestedAmountMinor: minor,
  }),
);

const refund: fc.Arbitrary<OrderRefund> = fc.record({
  refundId: fc.integer({ min: 1, max: 1000 }),
  createdAt: fc.constant("2026-03-13T00:00:00.000Z"),
  totalAmountMinor: minor,
  totalTaxMinor: fc.constantFrom(0, 100),
  items: fc.array(item, { maxLength: 3 }),
  payments: fc.array(fc.record({ amountMinor: minor, declined: fc.boolean() }), { maxLength: 3 }),
});

const facts: fc.Arbitrary<OrderFacts> = fc
  .record({
    count: fc.integer({ min: 1, max: 5 }),
    statusId: fc.constantFrom(10, 10, 10, 14, 2, 4, 5, 13),
    shipping: minor,
    storeCreditMinor: minor,
    giftCertificateMinor: minor,
    refunds: fc.array(refund, { maxLength: 4 }),
  })
  .chain(({ count, shipping, ...rest }) =>
    fc.tuple(...Array.from({ length: count }, (_, index) => line(index + 1))).map((lines) => ({
      ...rest,
      orderId: 1,
      customerId: 1,
      guestEmail: null,
      channelId: 1,
      archived: false,
      currency: "USD",
      decimalPlaces: 2,
      createdAt: "2026-03-10T09:00:00.000Z",
      modifiedAt: "2026-03-12T09:00:00.000Z",
      source: "www",
      externalSource: null,
      totalIncTaxMinor: lines.reduce(
        (sum, one) => sum + (one.parentLineId ? 0 : one.paidIncTaxMinor),
        shipping,
      ),
      totalTaxMinor: 0,
      shippingIncTaxMinor: shipping,
      shippingExTaxMinor: Math.floor(shipping / 1.2),
      customerGroupId: null,
      lines,
      coupons: [],
    })),
  );

const document = fc
  .record({
    rounding: fc.constantFrom("down", "nearest", "up"),
    points: fc.integer({ min: 1, max: 500 }),
    per: decimal,
    base: fc.record({
      tax: fc.boolean(),
      shipping: fc.boolean(),
      minusStoreCredit: fc.boolean(),
      minusGiftCertificates: fc.boolean(),
    }),
    minimum: fc.constantFrom("0.00", "0.00", "3.00", "1000.00"),
    productIds: fc.subarray([1, 2]),
    categoryIds: fc.subarray([1]),
    multiplier: fc.constantFrom("1", "1.25", "2", "3.33"),
  })
  .map(({ rounding, points, per, base, minimum, productIds, categoryIds, multiplier }) =>
    parseProgram({
      points: { rounding },
      earning: {
        orders: { rate: { points, per }, base, minimum, exclude: { productIds, categoryIds } },
        campaigns: [
          {
            key: "c",
            name: "C",
            startsAt: "2026-01-01T00:00",
            endsAt: "2027-01-01T00:00",
            effect: { kind: "multiplier", multiplier },
            categoryIds: [2],
          },
          {
            key: "b",
            name: "B",
            startsAt: "2026-01-01T00:00",
            endsAt: "2027-01-01T00:00",
            effect: { kind: "bonus", points: 7 },
            productIds: [3],
          },
        ],
      },
    }),
  );

const input: fc.Arbitrary<EvaluateOrderInput> = fc
  .record({ facts, document, multiplier: fc.constantFrom("1", "1.5", "4") })
  .map(({ facts, document, multiplier }) => ({
    facts,
    program: { version: 1, document },
    memory: null,
    context: {
      now: "2026-03-14T00:00:00.000Z",
      customerState: "member",
      timeZone: "Europe/Paris",
      vip: { tierKey: "gold", multiplier },
      isFirstOrder: false,
    },
  }));

const sumOf = (parts: readonly { points: number }[]) => parts.reduce((sum, part) => sum + part.points, 0);
const withFacts = (given: EvaluateOrderInput, changes: Partial<OrderFacts>): OrderTarget =>
  evaluateOrder({ ...given, facts: { ...given.facts, ...changes } });

function always(law: (given: EvaluateOrderInput, target: OrderTarget) => void, numRuns = 500): void {
  fc.assert(
    fc.property(input, (given) => law(given, evaluateOrder(given))),
    { numRuns },
  );
}

describe("for every order and program", () => {
  test("points by line and by rule both sum to the whole, and none is negative", () => {
    always((_, target) => {
      expect(sumOf(target.lines)).toBe(target.points);
      expect(sumOf(target.rules)).toBe(target.points);
      expect(target.pending + target.available).toBe(target.points);
      for (const part of [...target.lines, ...target.rules]) expect(part.points).toBeGreaterThanOrEqual(0);
    });
  });

  test("what is kept never exceeds the award, and the award is what there would be without refunds", () => {
    always((given, target) => {
      expect(target.points).toBeLessThanOrEqual(target.award);
      if (target.outcome === "earns")
        expect(withFacts(given, { statusId: 10, refunds: [] }).points).toBe(target.award);
    });
  });

  test("one more refund never adds points", () => {
    fc.assert(
      fc.property(input, refund, (given, more) => {
        const before = withFacts(given, { statusId: 10 });
        const after = withFacts(given, { statusId: 10, refunds: [...given.facts.refunds, more] });
        expect(after.points).toBeLessThanOrEqual(before.points);
      }),
      { numRuns: 500 },
    );
  });

  test("refunds in any order, and lines in any order, give the same points", () => {
    always((given, target) => {
      const refunds = [...given.facts.refunds].reverse();
      expect(withFacts(given, { refunds }).points).toBe(target.points);
      const turned = withFacts(given, { lines: [...given.facts.lines].reverse() });
      expect(turned.points).toBe(target.points);
      const byId = (parts: OrderTarget["lines"]) => [...parts].sort((a, b) => a.lineId - b.lineId);
      expect(byId(turned.lines)).toEqual(byId(target.lines));
    });
  });

  test("everything refunded leaves nothing, by items and by money", () => {
    always((given) => {
      const total = given.facts.totalIncTaxMinor;
      fc.pre(total > 0);
      const paid = {
        refundId: 1,
        createdAt: given.facts.modifiedAt,
        totalAmountMinor: total,
        totalTaxMinor: 0,
      };
      const payments = [{ amountMinor: total, declined: false }];
      const items: OrderRefundItem[] = [
        ...given.facts.lines.map(({ lineId, quantity }) => {
          return { kind: "PRODUCT" as const, itemId: lineId, quantity, requestedAmountMinor: null };
        }),
        {
          kind: "SHIPPING",
          itemId: 1,
          quantity: null,
          requestedAmountMinor: given.facts.shippingIncTaxMinor,
        },
      ];
      expect(withFacts(given, { statusId: 10, refunds: [{ ...paid, items, payments }] }).points).toBe(0);
      expect(withFacts(given, { statusId: 10, refunds: [{ ...paid, items: [], payments }] }).points).toBe(0);
      // Items alone suffice, also when a fee kept back makes the money less than the total.
      const less = [{ amountMinor: 1, declined: false }];
      expect(withFacts(given, { statusId: 10, refunds: [{ ...paid, items, payments: less }] }).points).toBe(
        0,
      );
    }, 500);
  });

  test("declined refunds change nothing", () => {
    always((given) => {
      const refunds = given.facts.refunds.map((one) => ({
        ...one,
        payments: one.payments.map((payment) => ({ ...payment, declined: true })),
      }));
      const declined = withFacts(given, { statusId: 10, refunds });
      expect(declined.points).toBe(withFacts(given, { statusId: 10, refunds: [] }).points);
    });
  });

  test("evaluating again with what was remembered gives the same target", () => {
    always((given, target) => {
      const again = evaluateOrder({
        ...given,
        memory: target.memory,
        context: { ...given.context, vip: null, timeZone: "Asia/Tokyo" },
      });
      expect(again.points).toBe(target.points);
      expect(again.memory).toEqual(target.memory);
    });
  });
});

import { describe, expect, test } from "vitest";
import type { OrderFacts, OrderRefund } from "@/lib/loyalty/order-facts";
import {
  evaluate,
  line,
  ofAmount,
  ofOrder,
  ofQuantity,
  ofShipping,
  order,
  program,
  reasons,
  refund,
} from "./order-factory";

/** Three units for 30.00, one for 70.00: 100.00, 100 points. */
const lines = [line(1, 3000, { quantity: 3 }), line(2, 7000)];
const shipped = { lines, shippingIncTaxMinor: 1000, shippingExTaxMinor: 1000 };
const taxedLines = [line(1, 12_000, { totalIncTaxMinor: 12_000, totalExTaxMinor: 10_000 })];

const declined = (given: OrderRefund): OrderRefund => ({
  ...given,
  payments: given.payments.map((payment) => ({ ...payment, declined: true })),
});
const wrapping = { kind: "GIFT_WRAPPING", itemId: 1, quantity: 1, requestedAmountMinor: null } as const;

type Row = [
  what: string,
  refunds: OrderRefund[],
  points: number,
  facts?: Partial<OrderFacts>,
  orders?: Parameters<typeof program>[0],
];

describe("a refund takes back exactly what it refunds", () => {
  test.each<Row>([
    // 30.00 × 1/3 = 10.00 goes, 90.00 stays
    ["one of three units", [refund(1, 1000, [ofQuantity(1, 1)])], 90],
    ["two of three units", [refund(1, 2000, [ofQuantity(1, 2)])], 80],
    ["a whole line", [refund(1, 7000, [ofQuantity(2, 1)])], 30],
    ["more units than bought take the line only", [refund(1, 3000, [ofQuantity(1, 9)])], 70],
    [
      "unit by unit takes what all at once would",
      [1, 2, 3].map((id) => refund(id, 1000, [ofQuantity(1, 1)])),
      70,
    ],
    // 10.00 in three units: 3.33 each; summed before rounding, two are 6.67: 70.00 + 3.33 = 73.33 → 73
    [
      "units that do not divide evenly are rounded together",
      [refund(1, 333, [ofQuantity(1, 1)]), refund(2, 333, [ofQuantity(1, 1)])],
      73,
      { lines: [line(1, 1000, { quantity: 3 }), line(2, 7000)] },
    ],
    // 70.00 − 12.34 = 57.66; 87.66 → 87
    ["an amount off a line", [refund(1, 1234, [ofAmount(2, 1234)])], 87],
    // 100.00 − 5.00 − 5.00 − 10.00 = 80.00
    [
      "amounts and units of several refunds add up",
      [refund(1, 500, [ofAmount(2, 500)]), refund(2, 1500, [ofAmount(2, 500), ofQuantity(1, 1)])],
      80,
    ],
    // line 2 cannot give back more than its 70.00
    ["an amount above the line takes the line only", [refund(1, 8000, [ofAmount(2, 8000)])], 30],
    // 100.00 − 20.00
    ["an amount off the order", [refund(1, 2000, [ofOrder(2000)])], 80],
    // 20.00 off 100.00: line 1 (excluded) bears 6.00, line 2 bears 14.00: 56.00
    [
      "an order amount comes off excluded lines too",
      [refund(1, 2000, [ofOrder(2000)])],
      56,
      {},
      { exclude: { productIds: [101] } },
    ],
    // line 1 all back first; then 10.00 off what is left (line 2): 60.00
    [
      "an order amount comes off what items have left",
      [refund(1, 3000, [ofQuantity(1, 3)]), refund(2, 1000, [ofOrder(1000)])],
      60,
    ],
    // 120.00 paid, 60.00 back: 60.00 × 100/120 = 50.00
    ["amounts include tax, points do not", [refund(1, 6000, [ofAmount(1, 6000)])], 50, { lines: taxedLines }],
    ["shipping changes nothing when it earned nothing", [refund(1, 1000, [ofShipping(1000)])], 100, shipped],
    // 110.00 with shipping, 4.00 of it back
    [
      "shipping that earned goes back",
      [refund(1, 400, [ofShipping(400)])],
      106,
      shipped,
      { base: { shipping: true } },
    ],
    [
      "wrapping, handling and fees change nothing",
      [refund(1, 500, [wrapping, { ...wrapping, kind: "HANDLING" }, { ...wrapping, kind: "FEE" }])],
      100,
      { totalIncTaxMinor: 10_500 },
    ],
    ["an item of no line changes nothing", [refund(1, 500, [ofQuantity(77, 1)])], 100],
    // only tax went back: the amount without tax is as before
    [
      "a tax adjustment changes nothing without tax",
      [{ ...refund(1, 2000, []), totalTaxMinor: 2000 }],
      100,
      { lines: taxedLines },
    ],
    // with tax: 120.00 − 20.00
    [
      "a tax adjustment counts with tax",
      [{ ...refund(1, 2000, []), totalTaxMinor: 2000 }],
      100,
      { lines: taxedLines },
      { base: { tax: true } },
    ],
    // no items and more than tax: an amount off the order
    ["a refund without items is an amount off the order", [refund(1, 2500, [])], 75],
    ["a declined refund changes nothing", [declined(refund(1, 7000, [ofQuantity(2, 1)]))], 100],
    // 70.00 asked, 35.00 declined: half of the line goes
    [
      "half declined takes half",
      [
        {
          ...refund(1, 7000, [ofQuantity(2, 1)]),
          payments: [
            { amountMinor: 3500, declined: false },
            { amountMinor: 3500, declined: true },
          ],
        },
      ],
      65,
    ],
    [
      "a refund without payments has not happened",
      [{ ...refund(1, 7000, [ofQuantity(2, 1)]), payments: [] }],
      100,
    ],
    // kept 90.00 < 95.00
    [
      "what is kept must still reach the minimum",
      [refund(1, 1000, [ofQuantity(1, 1)])],
      0,
      {},
      { minimum: "95" },
    ],
    // paid 40 % by store credit: 100.00 × 60/100 = 60; after 50.00 off: 50.00 × 60/100 = 30
    [
      "store credit keeps its share",
      [refund(1, 5000, [ofOrder(5000)])],
      30,
      { storeCreditMinor: 4000 },
      { base: { minusStoreCredit: true } },
    ],
  ])("%s", (_, refunds, points, facts = {}, orders = {}) => {
    const target = evaluate(order({ lines, refunds, ...facts }), program(orders));
    expect(target.points).toBe(points);
    expect(target.points).toBeLessThanOrEqual(target.award);
  });

  test("all the money back takes everything, whatever the items say", () => {
    const refunds = [refund(1, 6000, []), refund(2, 5000, [ofShipping(5000)])];
    const target = evaluate(order({ ...shipped, refunds }), program({ base: { shipping: true } }));
    expect(target).toMatchObject({
      outcome: "cancelled",
      points: 0,
      returnsRedeemedPoints: true,
      award: 110,
    });
    expect(reasons(target)).toContain("refunds.everything");
  });

  // 100.00 back of 100.00 before it ever earned; status 4 cancels only where the program says so.
  test("all the money back returns redeemed points, also of an order that never earned", () => {
    const rules = program({ cancelStatuses: [5, 6] });
    const refunds = [refund(1, 10_000, [ofOrder(10_000)])];
    const target = evaluate(order({ lines, statusId: 4, refunds }), rules);
    expect(target).toMatchObject({
      outcome: "cancelled",
      points: 0,
      memory: null,
      returnsRedeemedPoints: true,
    });
    const part = evaluate(
      order({ lines, statusId: 4, refunds: [refund(1, 9_999, [ofOrder(9_999)])] }),
      rules,
    );
    expect(part).toMatchObject({ outcome: "waiting", memory: null, returnsRedeemedPoints: false });
  });

  test("a part back does not return redeemed points", () => {
    const target = evaluate(order({ lines, refunds: [refund(1, 9999, [ofOrder(9999)])] }));
    expect(target).toMatchObject({ outcome: "earns", points: 0, returnsRedeemedPoints: false });
  });
});

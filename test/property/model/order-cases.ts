import type { OrderFacts, OrderRefund } from "@/lib/loyalty/order-facts";
import { lineRefund, orderFacts, orderLine } from "@/test/factories/order-facts";

type Change = Partial<OrderFacts>;

/** One order as BigCommerce tells of it, oldest news first, and the points it leaves. */
export type OrderCase = {
  what: string;
  states: Change[];
  /** What the customer has in the end, the order's and the given points together. */
  available: number;
  pending?: number;
  owed?: number;
  program?: object;
  /** Points the customer has beforehand. */
  given?: number;
  /** After the first state: points spent, or another program published. */
  spent?: number;
  published?: object;
  /** The first state must be the first to be heard of: the law goes by what stood before. */
  isFirstFixed?: true;
  /** A guest's order, claimed after the first news of it, whichever that is. */
  isClaimed?: true;
};

/** Four units for 100.00, no tax: 25.00 and 25 points a unit at one per dollar. */
const lines = [orderLine({ lineId: 7, quantity: 4 })];
export const units = (refundId: number, quantity: number, declined = false) =>
  lineRefund(refundId, { lineId: 7, quantity, amountMinor: quantity * 2_500, declined });

function refund(refundId: number, amount: number, items: OrderRefund["items"], tax = 0): OrderRefund {
  const base = lineRefund(refundId, { lineId: 7, quantity: 1, amountMinor: amount });
  return { ...base, items, totalTaxMinor: tax };
}
const item = (kind: OrderRefund["items"][number]["kind"], amount: number): OrderRefund["items"][number] => {
  return { kind, itemId: 7, quantity: null, requestedAmountMinor: amount };
};
export const completed: Change = { statusId: 10, lines };
const shipped: Change = {
  ...completed,
  shippingIncTaxMinor: 1_000,
  shippingExTaxMinor: 1_000,
  totalIncTaxMinor: 11_000,
};
export const orders = (rules: object, more: object = {}) => ({ earning: { orders: rules }, ...more });
const policy = (name: string) => ({ refunds: { policy: name } });
const yen = {
  currency: "JPY",
  decimalPlaces: 0,
  lines: [orderLine({ lineId: 7, quantity: 3, paidIncTaxMinor: 10_000 })],
};
const dinar = {
  currency: "KWD",
  decimalPlaces: 3,
  lines: [orderLine({ lineId: 7, quantity: 3, paidIncTaxMinor: 12_345 })],
};

/**
 * Last states decide by themselves (not neutral): that is what makes the order of deliveries not matter. Left out are
 * cases whose end depends on it by the law: news between an award and an archiving (what was known then stays), and a
 * deleted customer (what stands then is frozen). Merges and codes used on orders have two histories to put in order: the
 * schedules beside this file do that.
 */
export const orderCases: OrderCase[] = [
  // 100 − 25
  {
    what: "one unit of four",
    states: [completed, { ...completed, statusId: 14, refunds: [units(1, 1)] }],
    available: 75,
  },
  // 100.00 − 12.34 = 87.66
  {
    what: "an amount off a line",
    states: [
      completed,
      { ...completed, statusId: 14, refunds: [refund(1, 1_234, [item("PRODUCT", 1_234)])] },
    ],
    available: 87,
  },
  // 100 + 10 for shipping, 4.00 of it back
  {
    what: "shipping that earned",
    program: orders({ base: { shipping: true } }),
    states: [shipped, { ...shipped, statusId: 14, refunds: [refund(1, 400, [item("SHIPPING", 400)])] }],
    available: 106,
  },
  // Shipping earned nothing: all 100 stay
  {
    what: "shipping that earned nothing",
    states: [shipped, { ...shipped, statusId: 14, refunds: [refund(1, 400, [item("SHIPPING", 400)])] }],
    available: 100,
  },
  // 5.00 of tax back; points never came from tax
  {
    what: "tax only",
    states: [completed, { ...completed, statusId: 14, refunds: [refund(1, 500, [], 500)] }],
    available: 100,
  },
  // 100.00 − 33.33 = 66.67
  {
    what: "an amount off the order",
    states: [completed, { ...completed, statusId: 14, refunds: [refund(1, 3_333, [item("ORDER", 3_333)])] }],
    available: 66,
  },
  // 100 − 25 − 25 − 12.34 → 37.66
  {
    what: "three refunds in a row",
    states: [
      completed,
      { ...completed, statusId: 14, refunds: [units(1, 1)] },
      { ...completed, statusId: 14, refunds: [units(1, 1), units(2, 1)] },
      {
        ...completed,
        statusId: 14,
        refunds: [units(1, 1), units(2, 1), refund(3, 1_234, [item("PRODUCT", 1_234)])],
      },
    ],
    available: 37,
  },
  // Completed again by hand: 75 for what was kept
  {
    what: "a refund, then the status moved on by hand",
    states: [
      completed,
      { ...completed, statusId: 14, refunds: [units(1, 1)] },
      { ...completed, refunds: [units(1, 1)] },
    ],
    available: 75,
  },
  {
    what: "refunded by hand without a refund",
    states: [completed, { ...completed, statusId: 4 }],
    available: 0,
  },
  // 14 alone is neutral; completed again gives the 100 it always had
  {
    what: "partially refunded by hand",
    states: [completed, { ...completed, statusId: 14 }, completed],
    available: 100,
  },
  {
    what: "a declined refund",
    states: [completed, { ...completed, refunds: [units(1, 2, true)] }],
    available: 100,
  },
  // 50 taken, then the payment turned out declined: 50 back
  {
    what: "a refund declined later",
    states: [
      completed,
      { ...completed, statusId: 14, refunds: [units(1, 2)] },
      { ...completed, statusId: 10, refunds: [units(1, 2, true)] },
    ],
    available: 100,
  },
  {
    what: "cancelled, brought back, cancelled",
    states: [completed, { ...completed, statusId: 5 }, completed, { ...completed, statusId: 5 }],
    available: 0,
  },
  {
    what: "cancelled and brought back",
    states: [completed, { ...completed, statusId: 5 }, completed],
    available: 100,
  },
  // 200 there, 100 of them this order's, 150 spent: 50 left, 100 must go
  {
    what: "all back after spending, within the balance",
    program: policy("within_balance"),
    given: 100,
    spent: 150,
    states: [completed, { ...completed, statusId: 4, refunds: [units(1, 4)] }],
    available: 0,
  },
  // 50 left, 100 must go: 50 owed
  {
    what: "all back after spending, with debt allowed",
    program: policy("allow_negative"),
    given: 100,
    spent: 150,
    states: [completed, { ...completed, statusId: 4, refunds: [units(1, 4)] }],
    available: 0,
    owed: 50,
  },
  // Nothing is pending: nothing is taken
  {
    what: "all back after spending, pending points only",
    program: policy("pending_only"),
    given: 100,
    spent: 150,
    states: [completed, { ...completed, statusId: 4, refunds: [units(1, 4)] }],
    available: 50,
  },
  // Awarded at 1 per dollar; 75.00 kept at that rate, whatever a dollar earns now
  {
    what: "a refund after the rule changed",
    published: orders({ rate: { points: 10, per: "1.00" } }),
    states: [completed, { ...completed, statusId: 14, refunds: [units(1, 1)] }],
    available: 75,
  },
  {
    what: "a refund after the rule was deleted",
    published: orders({ enabled: false }),
    states: [completed, { ...completed, statusId: 14, refunds: [units(1, 1)] }],
    available: 75,
  },
  // 40.00 of 100.00 by store credit: 100 × 0.6 = 60; 75.00 × 0.6 = 45
  {
    what: "paid in part with store credit",
    program: orders({ base: { minusStoreCredit: true } }),
    states: [
      { ...completed, storeCreditMinor: 4_000 },
      { ...completed, storeCreditMinor: 4_000, statusId: 14, refunds: [units(1, 1)] },
    ],
    available: 45,
  },
  // 20.00 by certificate: 75.00 × 0.8
  {
    what: "paid in part with a gift certificate",
    program: orders({ base: { minusGiftCertificates: true } }),
    states: [
      { ...completed, giftCertificateMinor: 2_000 },
      { ...completed, giftCertificateMinor: 2_000, statusId: 14, refunds: [units(1, 1)] },
    ],
    available: 60,
  },
  // ¥10,000 at 1 per 100: 100. One of three units: 10,000/3 = 3,333.3 → 3,333 back, 6,667 kept: 66.67
  {
    what: "yen",
    program: orders({ rate: { points: 1, per: "100" } }),
    states: [
      { ...completed, ...yen },
      {
        ...completed,
        ...yen,
        statusId: 14,
        refunds: [lineRefund(1, { lineId: 7, quantity: 1, amountMinor: 3_333 })],
      },
    ],
    available: 66,
  },
  // 12.345 KWD at 3 a dinar: 37. One of three units: 4.115 back, 8.230 × 3 = 24.69
  {
    what: "Kuwaiti dinars",
    program: orders({ rate: { points: 3, per: "1" } }),
    states: [
      { ...completed, ...dinar },
      {
        ...completed,
        ...dinar,
        statusId: 14,
        refunds: [lineRefund(1, { lineId: 7, quantity: 1, amountMinor: 4_115 })],
      },
    ],
    available: 24,
  },
];

/** The case's news with dates: each a second after the one before. */
export function factsOfCase(
  { states, isClaimed }: OrderCase,
  orderId: number,
  customerId: number,
): OrderFacts[] {
  return states.map((change, index) =>
    orderFacts({
      ...change,
      orderId,
      ...(isClaimed ? { customerId: null, guestEmail: `shopper${customerId}@example.com` } : { customerId }),
      modifiedAt: new Date(Date.UTC(2026, 10, 1, 10, 0, index)).toISOString(),
    }),
  );
}

import { evaluateOrder } from "@/lib/loyalty/evaluate-order";
import type { OrderFacts } from "@/lib/loyalty/order-facts";
import type { OrderTarget } from "@/lib/loyalty/order-target";
import type { Program } from "@/lib/schemas/program";

/** An order as somebody imagines it, in minor units; tax is of the products. */
export type ExampleOrder = {
  currency: string;
  decimalPlaces: number;
  subtotalMinor: number;
  taxMinor: number;
  shippingMinor: number;
  storeCreditMinor: number;
};

const placedAt = "2026-01-15T12:00:00.000Z";

/** What the example earns under the program: the evaluator that also decides real orders, on made-up facts. */
export function evaluateExample(program: Program, example: ExampleOrder): OrderTarget {
  return evaluateOrder({
    facts: exampleFacts(example, program.earning.orders.awardStatuses[0] ?? 10),
    program: { version: 1, document: program },
    memory: null,
    context: { now: placedAt, customerState: "member", timeZone: "UTC", vip: null, isFirstOrder: false },
  });
}

function exampleFacts(example: ExampleOrder, statusId: number): OrderFacts {
  const paidMinor = example.subtotalMinor + example.taxMinor;
  return {
    orderId: 1,
    customerId: 1,
    guestEmail: null,
    channelId: 1,
    statusId,
    archived: false,
    currency: example.currency,
    decimalPlaces: example.decimalPlaces,
    createdAt: placedAt,
    modifiedAt: placedAt,
    source: "www",
    externalSource: null,
    totalIncTaxMinor: paidMinor + example.shippingMinor,
    totalTaxMinor: example.taxMinor,
    shippingIncTaxMinor: example.shippingMinor,
    shippingExTaxMinor: example.shippingMinor,
    storeCreditMinor: example.storeCreditMinor,
    giftCertificateMinor: 0,
    customerGroupId: null,
    lines: [
      {
        lineId: 1,
        productId: 1,
        variantId: null,
        kind: "physical",
        quantity: 1,
        paidIncTaxMinor: paidMinor,
        totalIncTaxMinor: paidMinor,
        totalExTaxMinor: example.subtotalMinor,
        parentLineId: null,
        categoryIds: [],
        brandId: null,
      },
    ],
    coupons: [],
    refunds: [],
  };
}

/** How many decimals a currency has: `USD` 2, `JPY` 0. */
export function currencyDecimals(currency: string): number {
  return (
    new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits ?? 2
  );
}

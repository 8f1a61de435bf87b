import { describe, expect, it } from "vitest";
import { couponsOfLines, mapOrder } from "@/lib/bigcommerce/map/order";
import { orderLineSchema, orderSchema } from "@/lib/bigcommerce/schemas/order";
import { refundSchema } from "@/lib/bigcommerce/schemas/refund";
import { linePayload, orderPayload } from "./support/orders";

const map = (order: unknown, lines: unknown[], refunds: unknown[] = [], decimalPlaces = 2) =>
  mapOrder({
    order: orderSchema.parse(order),
    lines: lines.map((line) => orderLineSchema.parse(line)),
    refunds: refunds.map((refund) => refundSchema.parse(refund)),
    coupons: null,
    decimalPlaces,
  });

describe("mapOrder", () => {
  it("carries every field in minor units, UTC and lower case", () => {
    expect(
      map(orderPayload({ shipping_cost_inc_tax: "5.50", store_credit_amount: 2.25 }), [linePayload()]),
    ).toEqual({
      orderId: 100,
      customerId: 20,
      guestEmail: null,
      channelId: 1,
      statusId: 10,
      archived: false,
      currency: "USD",
      decimalPlaces: 2,
      createdAt: "2018-01-10T21:05:30.000Z",
      modifiedAt: "2018-12-05T20:16:55.000Z",
      source: "www",
      externalSource: null,
      totalIncTaxMinor: 6364,
      totalTaxMinor: 924,
      shippingIncTaxMinor: 550,
      shippingExTaxMinor: 0,
      storeCreditMinor: 225,
      giftCertificateMinor: 0,
      customerGroupId: null,
      lines: [
        {
          lineId: 65,
          productId: 77,
          variantId: 5,
          kind: "physical",
          quantity: 1,
          paidIncTaxMinor: 6364,
          totalIncTaxMinor: 6523,
          totalExTaxMinor: 5599,
          parentLineId: null,
          categoryIds: [],
          brandId: null,
        },
      ],
      coupons: [],
      refunds: [],
    });
  });

  it("knows a guest only by the billing address, lower-cased, and a customer never by it", () => {
    expect(map(orderPayload({ customer_id: 0 }), []).guestEmail).toBe("jane@example.com");
    expect(map(orderPayload({ customer_id: 0 }), []).customerId).toBeNull();
    expect(map(orderPayload({ customer_id: 0, billing_address: null }), []).guestEmail).toBeNull();
  });

  it("tells lines that can earn from gift certificates, custom items and bundle parts", () => {
    const { lines } = map(orderPayload(), [
      linePayload({ id: 4, type: "giftcertificate" }),
      linePayload({ id: 3, type: "digital" }),
      linePayload({ id: 2, product_id: 0 }),
      linePayload({ id: 1, parent_order_product_id: 4 }),
    ]);
    expect(lines.map(({ lineId, kind, parentLineId }) => [lineId, kind, parentLineId])).toEqual([
      [1, "physical", 4],
      [2, "custom", null],
      [3, "digital", null],
      [4, "gift_certificate", null],
    ]);
  });

  it("works out what was paid where discounted_total_inc_tax is left out", () => {
    const { lines } = map(orderPayload(), [linePayload({ discounted_total_inc_tax: undefined })]);
    expect(lines[0]?.paidIncTaxMinor).toBe(6364);
  });

  it.each([
    ["JPY", 0, "1500.0000", 1500],
    ["KWD", 3, "1.2345", 1235],
  ])("counts %s in its own %i decimal places", (currency, places, total, minor) => {
    const facts = map(
      orderPayload({ default_currency_code: currency, total_inc_tax: total }),
      [],
      [],
      places,
    );
    expect([facts.currency, facts.totalIncTaxMinor]).toEqual([currency, minor]);
  });

  it("keeps refunds apart by item and by payment, declined ones marked", () => {
    const refund = {
      id: 12,
      order_id: 100,
      created: "2022-06-16T16:44:15+00:00",
      total_amount: 50.1,
      total_tax: -0.35,
      items: [
        { item_type: "PRODUCT", item_id: 65, quantity: 1, requested_amount: null },
        { item_type: "ORDER", item_id: 100, requested_amount: "10.05" },
        { item_type: "SHIPPING", item_id: 9, requested_amount: 4.95 },
      ],
      payments: [
        { id: 13, provider_id: "storecredit", amount: 50, is_declined: true },
        { id: 14, amount: 0.1 },
      ],
    };
    expect(map(orderPayload(), [], [{ ...refund, id: 13, items: null }, refund]).refunds).toEqual([
      {
        refundId: 12,
        createdAt: "2022-06-16T16:44:15.000Z",
        totalAmountMinor: 5010,
        totalTaxMinor: -35,
        items: [
          { kind: "PRODUCT", itemId: 65, quantity: 1, requestedAmountMinor: null },
          { kind: "ORDER", itemId: 100, quantity: null, requestedAmountMinor: 1005 },
          { kind: "SHIPPING", itemId: 9, quantity: null, requestedAmountMinor: 495 },
        ],
        payments: [
          { amountMinor: 5000, declined: true },
          { amountMinor: 10, declined: false },
        ],
      },
      expect.objectContaining({ refundId: 13, items: [] }),
    ]);
  });

  it("adds up a coupon's shares over the lines, whatever case they are written in", () => {
    const share = (code: string | null, amount: string) => ({ id: "coupon", amount, code, target: "order" });
    const lines = [
      linePayload({ applied_discounts: [share("LOY-abc", "1.21"), share(null, "9.00")] }),
      linePayload({ id: 66, applied_discounts: [share("loy-ABC", "0.29"), share("SPRING", "3.00")] }),
    ].map((line) => orderLineSchema.parse(line));
    expect(couponsOfLines(lines, 2)).toEqual([
      { code: "LOY-ABC", discountMinor: 150 },
      { code: "SPRING", discountMinor: 300 },
    ]);
  });
});

import type { OrderFacts, OrderLine, OrderRefund } from "@/lib/loyalty/order-facts";

/** A completed order of one customer over one line of 100.00 without tax, in USD; change what the test is about. */
export function orderFacts(changes: Partial<OrderFacts> = {}): OrderFacts {
  const lines = changes.lines ?? [orderLine()];
  const totalIncTaxMinor = lines.reduce((sum, line) => sum + line.paidIncTaxMinor, 0);
  return {
    orderId: 100,
    customerId: 1,
    guestEmail: null,
    channelId: 1,
    statusId: 10,
    archived: false,
    currency: "USD",
    decimalPlaces: 2,
    createdAt: "2026-11-01T10:00:00.000Z",
    modifiedAt: "2026-11-01T10:00:00.000Z",
    source: "www",
    externalSource: null,
    totalIncTaxMinor,
    totalTaxMinor: 0,
    shippingIncTaxMinor: 0,
    shippingExTaxMinor: 0,
    storeCreditMinor: 0,
    giftCertificateMinor: 0,
    customerGroupId: null,
    coupons: [],
    refunds: [],
    ...changes,
    lines,
  };
}

export function orderLine(changes: Partial<OrderLine> = {}): OrderLine {
  const paid = changes.paidIncTaxMinor ?? 10_000;
  return {
    lineId: 1,
    productId: 11,
    variantId: null,
    kind: "physical",
    quantity: 1,
    paidIncTaxMinor: paid,
    totalIncTaxMinor: paid,
    totalExTaxMinor: paid,
    parentLineId: null,
    categoryIds: [],
    brandId: null,
    ...changes,
  };
}

/** An itemised refund of one line, paid out unless said otherwise. */
export function lineRefund(
  refundId: number,
  item: { lineId: number; quantity: number; amountMinor: number; declined?: boolean },
): OrderRefund {
  return {
    refundId,
    createdAt: "2026-11-02T10:00:00.000Z",
    totalAmountMinor: item.amountMinor,
    totalTaxMinor: 0,
    items: [{ kind: "PRODUCT", itemId: item.lineId, quantity: item.quantity, requestedAmountMinor: null }],
    payments: [{ amountMinor: item.amountMinor, declined: item.declined ?? false }],
  };
}

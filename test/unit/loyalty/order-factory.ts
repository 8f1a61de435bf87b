import { evaluateOrder } from "@/lib/loyalty/evaluate-order";
import type { OrderFacts, OrderLine, OrderRefund, OrderRefundItem } from "@/lib/loyalty/order-facts";
import type { OrderProgram } from "@/lib/loyalty/order-program";
import type { EvaluateOrderInput, OrderContext, OrderMemory, OrderTarget } from "@/lib/loyalty/order-target";
import { type Program, parseProgram } from "@/lib/schemas/program";

export const placedAt = "2026-03-10T09:00:00.000Z";
export const completedAt = "2026-03-12T09:00:00.000Z";
export const now = "2026-03-12T09:00:05.000Z";

/** A line of one unit without tax that paid `paid` minor units. */
export function line(lineId: number, paid: number, more: Partial<OrderLine> = {}): OrderLine {
  return {
    lineId,
    productId: 100 + lineId,
    variantId: null,
    kind: "physical",
    quantity: 1,
    paidIncTaxMinor: paid,
    totalIncTaxMinor: paid,
    totalExTaxMinor: paid,
    parentLineId: null,
    categoryIds: [],
    brandId: null,
    ...more,
  };
}

/** A completed USD order of a member; totals follow from lines and shipping unless given. */
export function order(more: Partial<OrderFacts> = {}): OrderFacts {
  const lines = more.lines ?? [line(1, 10_000)];
  const shipping = more.shippingIncTaxMinor ?? 0;
  return {
    orderId: 1001,
    customerId: 7,
    guestEmail: null,
    channelId: 1,
    statusId: 10,
    archived: false,
    currency: "USD",
    decimalPlaces: 2,
    createdAt: placedAt,
    modifiedAt: completedAt,
    source: "www",
    externalSource: null,
    totalIncTaxMinor: lines.reduce((sum, item) => sum + item.paidIncTaxMinor, shipping),
    totalTaxMinor: 0,
    shippingIncTaxMinor: shipping,
    shippingExTaxMinor: shipping,
    storeCreditMinor: 0,
    giftCertificateMinor: 0,
    customerGroupId: null,
    coupons: [],
    refunds: [],
    ...more,
    lines,
  };
}

/** A refund whose money all went through. */
export function refund(refundId: number, total: number, items: OrderRefundItem[]): OrderRefund {
  return {
    refundId,
    createdAt: completedAt,
    totalAmountMinor: total,
    totalTaxMinor: 0,
    items,
    payments: [{ amountMinor: total, declined: false }],
  };
}

export const ofQuantity = (itemId: number, quantity: number): OrderRefundItem => {
  return { kind: "PRODUCT", itemId, quantity, requestedAmountMinor: null };
};
export const ofAmount = (itemId: number, requestedAmountMinor: number): OrderRefundItem => {
  return { kind: "PRODUCT", itemId, quantity: null, requestedAmountMinor };
};
export const ofOrder = (requestedAmountMinor: number): OrderRefundItem => {
  return { kind: "ORDER", itemId: 1001, quantity: null, requestedAmountMinor };
};
export const ofShipping = (requestedAmountMinor: number): OrderRefundItem => {
  return { kind: "SHIPPING", itemId: 1, quantity: null, requestedAmountMinor };
};

type Deep<T> = {
  [K in keyof T]?: T[K] extends readonly unknown[] ? unknown[] : T[K] extends object ? Deep<T[K]> : T[K];
};

/** A program from the parts a case is about. */
export function program(
  orders: Deep<Program["earning"]["orders"]> = {},
  rest: object = {},
  more: object = {},
): Program {
  return parseProgram({ earning: { orders, ...rest }, ...more });
}

export const member: OrderContext = {
  now,
  customerState: "member",
  timeZone: "UTC",
  vip: null,
  isFirstOrder: false,
};

export const awarded: OrderMemory = {
  programVersion: 1,
  awardedAt: completedAt,
  pinned: { vip: null, timeZone: "UTC", isFirstOrder: false, customerGroupId: null, lines: [] },
};

/** Evaluates with version 1 of a program, as never awarded unless `memory` says otherwise. */
export function evaluate(
  facts: OrderFacts,
  document: OrderProgram = program(),
  more: Partial<Omit<EvaluateOrderInput, "context">> & { context?: Partial<OrderContext> } = {},
): OrderTarget {
  return evaluateOrder({
    facts,
    program: { version: 1, document },
    memory: null,
    ...more,
    context: { ...member, ...more.context },
  });
}

/** The `why` of every rule that was tried. */
export function reasons(target: OrderTarget): string[] {
  return target.explanation.rules.map((rule) => rule.why);
}

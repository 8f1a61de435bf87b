import { allocate } from "@/lib/loyalty/allocate";
import { evaluateOrder } from "@/lib/loyalty/evaluate-order";
import type { OrderFacts, OrderLine } from "@/lib/loyalty/order-facts";
import type { OrderProgram } from "@/lib/loyalty/order-program";
import type { OrderContext } from "@/lib/loyalty/order-target";
import { mulDiv } from "@/lib/loyalty/ratio";

/** A line as the shop shows it before there is an order; amounts in minor units, both sides of the tax. */
export type CartLine = {
  productId: number;
  quantity: number;
  incTaxMinor: number;
  exTaxMinor: number;
  categoryIds: readonly number[];
  brandId: number | null;
};

/** What is known of who will order: the inputs of the law that are not on the order. */
export type CartShopper = Pick<OrderContext, "customerState" | "vip" | "isFirstOrder"> & {
  customerGroupId: number | null;
};

/** Nobody we know: no tier, not the first order, no customer group. */
export const unknownShopper: CartShopper = {
  customerState: "guest",
  vip: null,
  isFirstOrder: false,
  customerGroupId: null,
};

export type CartQuote = {
  lines: readonly CartLine[];
  shopper: CartShopper;
  currency: string;
  decimalPlaces: number;
  channelId: number;
  /** IANA zone of the store, for campaigns. */
  timeZone: string;
  /** ISO 8601 instant. */
  now: string;
};

/**
 * What this cart earns when it is ordered as it is, by the law that will decide the order: an order of these lines
 * is made up, in the first status that awards, and evaluated. Delivery is not counted: its price is not settled in a
 * cart. Nothing for a customer who is excluded.
 */
export function quoteCart(program: { version: number; document: OrderProgram }, cart: CartQuote): number {
  const target = evaluateOrder({
    facts: cartFacts(program.document, cart),
    program,
    memory: null,
    context: { ...cart.shopper, now: cart.now, timeZone: cart.timeZone },
  });
  return target.points;
}

/** 4 and 14 award only with what refund objects say. */
const statusesOfRefunds = [4, 14];

function cartFacts({ earning: { orders } }: OrderProgram, cart: CartQuote): OrderFacts {
  const total = (side: "incTaxMinor" | "exTaxMinor") => cart.lines.reduce((sum, line) => sum + line[side], 0);
  const status =
    orders.awardStatuses.find((id) => !statusesOfRefunds.includes(id)) ?? orders.awardStatuses[0];
  return {
    orderId: 0,
    customerId: null,
    guestEmail: null,
    channelId: cart.channelId,
    statusId: status ?? 10,
    archived: false,
    currency: cart.currency,
    decimalPlaces: cart.decimalPlaces,
    createdAt: cart.now,
    modifiedAt: cart.now,
    source: "www",
    externalSource: null,
    totalIncTaxMinor: total("incTaxMinor"),
    totalTaxMinor: total("incTaxMinor") - total("exTaxMinor"),
    shippingIncTaxMinor: 0,
    shippingExTaxMinor: 0,
    storeCreditMinor: 0,
    giftCertificateMinor: 0,
    customerGroupId: cart.shopper.customerGroupId,
    lines: cart.lines.map(toOrderLine),
    coupons: [],
    refunds: [],
  };
}

function toOrderLine(line: CartLine, index: number): OrderLine {
  return {
    lineId: index + 1,
    productId: line.productId,
    variantId: null,
    kind: "physical",
    quantity: line.quantity,
    paidIncTaxMinor: line.incTaxMinor,
    totalIncTaxMinor: line.incTaxMinor,
    totalExTaxMinor: line.exTaxMinor,
    parentLineId: null,
    categoryIds: [...line.categoryIds],
    brandId: line.brandId,
  };
}

export type CartTotals = {
  /** What the lines cost after everything taken off the cart, on the side of the tax that the lines are given on. */
  paidMinor: number;
  taxIncluded: boolean;
  /** Tax on lines and delivery together, and what delivery costs so far. */
  taxMinor: number;
  shippingMinor: number;
};

/**
 * Both sides of the tax of every line of a cart. What was taken off the whole cart and its tax are known as sums only:
 * they come off the lines by their amounts, as they will on the order.
 */
export function spreadTotals(
  lines: readonly { amountMinor: number }[],
  totals: CartTotals,
): { incTaxMinor: number; exTaxMinor: number }[] {
  const shares = lines.map(({ amountMinor }, index) => ({ lineId: index, weight: amountMinor }));
  const sum = lines.reduce((all, { amountMinor }) => all + amountMinor, 0);
  const paid = allocate(Math.min(totals.paidMinor, sum), shares);
  const paidSum = paid.reduce((all, amount) => all + amount, 0);
  const taxOfLines = mulDiv(totals.taxMinor, paidSum, Math.max(1, paidSum + totals.shippingMinor), "nearest");
  const taxes = allocate(
    taxOfLines,
    paid.map((weight, index) => ({ lineId: index, weight })),
  );
  return paid.map((amount, index) => {
    const tax = taxes[index] ?? 0;
    return totals.taxIncluded
      ? { incTaxMinor: amount, exTaxMinor: Math.max(0, amount - tax) }
      : { incTaxMinor: amount + tax, exTaxMinor: amount };
  });
}

import { allocate } from "@/lib/loyalty/allocate";
import type { OrderFacts, OrderLine, OrderRefund, OrderRefundItem } from "@/lib/loyalty/order-facts";
import { acceptedMinor } from "@/lib/loyalty/order-standing";
import { mulDiv } from "@/lib/loyalty/ratio";

/** What the shopper keeps and has paid for, after all refunds that went through. Tax included, minor units. */
export type KeptAmounts = {
  /** Parallel to `facts.lines`. */
  linesIncTaxMinor: number[];
  shippingIncTaxMinor: number;
  /** Money given back over all refunds. */
  refundedMinor: number;
  /** Everything was given back: the order counts as cancelled. */
  fullyRefunded: boolean;
};

type Refunded = { quantity: number[]; amount: number[]; order: number; shipping: number };

/**
 * Refunds as a whole, not one by one: quantities of a line are summed before they are turned into money, so several
 * small refunds take exactly what one big one does, in any order. A refund with declined payments counts by the share
 * that went through. Wrapping, handling and fees never earned, so their refunds change nothing.
 */
export function keptAmounts(facts: OrderFacts, countsTax: boolean): KeptAmounts {
  const refunded: Refunded = {
    quantity: facts.lines.map(() => 0),
    amount: facts.lines.map(() => 0),
    order: 0,
    shipping: 0,
  };
  let refundedMinor = 0;
  for (const refund of facts.refunds) {
    refundedMinor += acceptedMinor(refund);
    addRefund(facts, refund, countsTax, refunded);
  }
  const itemised = facts.lines.map((line, index) =>
    keptOfLine(line, refunded.quantity[index] ?? 0, refunded.amount[index] ?? 0),
  );
  return {
    linesIncTaxMinor: takeFromAll(facts, itemised, refunded.order),
    shippingIncTaxMinor: Math.max(0, facts.shippingIncTaxMinor - refunded.shipping),
    refundedMinor,
    fullyRefunded: facts.totalIncTaxMinor > 0 && refundedMinor >= facts.totalIncTaxMinor,
  };
}

function addRefund(facts: OrderFacts, refund: OrderRefund, countsTax: boolean, into: Refunded): void {
  const accepted = acceptedMinor(refund);
  if (accepted <= 0) return;
  const asked = refund.payments.reduce((sum, payment) => sum + payment.amountMinor, 0);
  const part = (amountMinor: number) => mulDiv(amountMinor, accepted, asked, "nearest");
  if (refund.items.length === 0) {
    // Without items it is a tax adjustment, or an amount off the whole order when more than tax went back.
    const onlyTax = refund.totalAmountMinor === refund.totalTaxMinor;
    if (!onlyTax || countsTax) into.order += part(Math.max(0, refund.totalAmountMinor));
    return;
  }
  for (const item of refund.items) addItem(facts, refund, item, part, accepted === asked, into);
}

function addItem(
  facts: OrderFacts,
  refund: OrderRefund,
  item: OrderRefundItem,
  part: (amountMinor: number) => number,
  isWhole: boolean,
  into: Refunded,
): void {
  const asked = item.requestedAmountMinor;
  if (item.kind === "ORDER") into.order += part(asked ?? refund.totalAmountMinor);
  if (item.kind === "SHIPPING") into.shipping += part(asked ?? facts.shippingIncTaxMinor);
  if (item.kind !== "PRODUCT") return;
  const index = facts.lines.findIndex((line) => line.lineId === item.itemId);
  const line = facts.lines[index];
  if (!line) return;
  const quantity = item.quantity ?? line.quantity;
  if (asked !== null) into.amount[index] = (into.amount[index] ?? 0) + part(asked);
  else if (isWhole) into.quantity[index] = (into.quantity[index] ?? 0) + quantity;
  else into.amount[index] = (into.amount[index] ?? 0) + part(amountOfQuantity(line, quantity));
}

function keptOfLine(line: OrderLine, quantity: number, amountMinor: number): number {
  return Math.max(0, line.paidIncTaxMinor - amountOfQuantity(line, quantity) - amountMinor);
}

function amountOfQuantity(line: OrderLine, quantity: number): number {
  if (quantity <= 0) return 0;
  if (quantity >= line.quantity) return line.paidIncTaxMinor;
  return mulDiv(line.paidIncTaxMinor, quantity, line.quantity, "nearest");
}

/** An amount off the whole order comes off every line by its share of what is left, excluded lines too. */
function takeFromAll(facts: OrderFacts, kept: number[], amountMinor: number): number[] {
  if (amountMinor <= 0) return kept;
  const shares = facts.lines.map((line, index) => ({
    lineId: line.lineId,
    weight: line.parentLineId === null ? (kept[index] ?? 0) : 0,
  }));
  const all = shares.reduce((sum, share) => sum + share.weight, 0);
  const parts = allocate(Math.min(amountMinor, all), shares);
  return kept.map((amount, index) => amount - (parts[index] ?? 0));
}

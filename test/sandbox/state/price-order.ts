import { allocate, withoutTax, withTax } from "./money";
import type { LineDiscount } from "./types";

export type PricedInput = {
  /** Unit price as the merchant entered it: with tax when `pricesIncludeTax`. */
  lines: { unit: number; quantity: number }[];
  shipping: number;
  manualDiscount: number;
  discounts: Discount[];
  taxPercent: number;
  pricesIncludeTax: boolean;
};

/** One coupon's or promotion's effect, in the money the prices were entered in. */
export type Discount = {
  code: string | null;
  name: string;
  couponId: number;
  /** BigCommerce's coupon type number: 0 per item, 1 percentage, 2 per total, 3 shipping, 4 free shipping, 5 promotion. */
  type: number;
  target: "order" | "product";
  perLine: number[];
  shipping: number;
};

export type PricedLine = {
  unitEx: number;
  unitInc: number;
  totalEx: number;
  totalInc: number;
  paidEx: number;
  paidInc: number;
  discounts: LineDiscount[];
};
export type Priced = {
  lines: PricedLine[];
  shippingEx: number;
  shippingInc: number;
  manualDiscount: number;
  applied: { discount: Discount; amount: number }[];
};

/** Prices an order: discounts one after the other, never below zero, then tax on what is left of each line. */
export function priceOrder(input: PricedInput): Priced {
  const remaining = input.lines.map((line) => line.unit * line.quantity);
  const perLine: LineDiscount[][] = input.lines.map(() => []);
  let shipping = input.shipping;
  const applied: Priced["applied"] = [];

  for (const discount of input.discounts) {
    let amount = 0;
    discount.perLine.forEach((wanted, index) => {
      const taken = Math.min(wanted, remaining[index] ?? 0);
      if (taken <= 0) return;
      remaining[index] = (remaining[index] ?? 0) - taken;
      amount += taken;
      perLine[index]?.push({
        id: discount.target === "order" ? "total-coupon" : "coupon",
        name: discount.name,
        code: discount.code,
        amount: taken,
        target: discount.target,
      });
    });
    const shippingTaken = Math.min(discount.shipping, shipping);
    shipping -= shippingTaken;
    applied.push({ discount, amount: amount + shippingTaken });
  }

  const left = remaining.reduce((a, b) => a + b, 0);
  const manualDiscount = Math.min(input.manualDiscount, left);
  allocate(manualDiscount, remaining).forEach((part, index) => {
    if (part === 0) return;
    remaining[index] = (remaining[index] ?? 0) - part;
    perLine[index]?.push({
      id: "manual-discount",
      name: "Manual Discount",
      code: null,
      amount: part,
      target: "order",
    });
  });

  const sides = taxSides(input.pricesIncludeTax, input.taxPercent);
  const shippingSides = sides(shipping);
  return {
    lines: input.lines.map((line, index) => {
      const unit = sides(line.unit);
      const total = sides(line.unit * line.quantity);
      const paid = sides(remaining[index] ?? 0);
      return {
        unitEx: unit.ex,
        unitInc: unit.inc,
        totalEx: total.ex,
        totalInc: total.inc,
        paidEx: paid.ex,
        paidInc: paid.inc,
        discounts: perLine[index] ?? [],
      };
    }),
    shippingEx: shippingSides.ex,
    shippingInc: shippingSides.inc,
    manualDiscount,
    applied,
  };
}

function taxSides(pricesIncludeTax: boolean, percent: number) {
  return (entered: number): { ex: number; inc: number } =>
    pricesIncludeTax
      ? { ex: withoutTax(entered, percent), inc: entered }
      : { ex: entered, inc: withTax(entered, percent) };
}

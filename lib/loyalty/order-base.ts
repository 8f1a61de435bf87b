import type { EarningLine } from "@/lib/loyalty/earning-lines";
import type { OrderFacts, OrderLine } from "@/lib/loyalty/order-facts";
import type { OrderEarning } from "@/lib/loyalty/order-program";
import { mulDiv } from "@/lib/loyalty/ratio";

/** Amounts that earn, in minor units, before store credit and gift certificates are taken off. */
export type OrderBase = {
  /** Parallel to the earning lines. */
  lines: number[];
  shipping: number;
  total: number;
};

type Amounts = { linesIncTaxMinor: readonly number[]; shippingIncTaxMinor: number };

/** The base of what is paid (`amounts` as ordered) or kept (`amounts` after refunds). */
export function orderBase(
  facts: OrderFacts,
  lines: readonly EarningLine[],
  base: OrderEarning["base"],
  amounts: Amounts,
): OrderBase {
  const perLine = lines.map(({ index, line }) =>
    lineBase(line, amounts.linesIncTaxMinor[index] ?? 0, base.tax),
  );
  const shipping = base.shipping
    ? withoutTax(amounts.shippingIncTaxMinor, facts.shippingExTaxMinor, facts.shippingIncTaxMinor, base.tax)
    : 0;
  return { lines: perLine, shipping, total: perLine.reduce((sum, amount) => sum + amount, shipping) };
}

/** Takes off the share of the order that was paid with store credit or gift certificates, where the program says so. */
export function payable(amountMinor: number, facts: OrderFacts, base: OrderEarning["base"]): number {
  const credit =
    (base.minusStoreCredit ? facts.storeCreditMinor : 0) +
    (base.minusGiftCertificates ? facts.giftCertificateMinor : 0);
  if (credit <= 0 || facts.totalIncTaxMinor <= 0) return amountMinor;
  const paid = Math.max(0, facts.totalIncTaxMinor - credit);
  return mulDiv(amountMinor, paid, facts.totalIncTaxMinor, "nearest");
}

function lineBase(line: OrderLine, amountIncTaxMinor: number, countsTax: boolean): number {
  return withoutTax(amountIncTaxMinor, line.totalExTaxMinor, line.totalIncTaxMinor, countsTax);
}

function withoutTax(amountMinor: number, exTax: number, incTax: number, countsTax: boolean): number {
  return countsTax || incTax <= 0 ? amountMinor : mulDiv(amountMinor, exTax, incTax, "nearest");
}

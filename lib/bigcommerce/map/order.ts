import type {
  OrderCoupon,
  OrderFacts,
  OrderLine,
  OrderRefund,
  OrderRefundItem,
} from "@/lib/loyalty/order-facts";
import type { BcOrder, BcOrderCoupon, BcOrderLine } from "../schemas/order";
import type { BcRefund } from "../schemas/refund";
import { toIsoInstant } from "./dates";
import { moneyToMinor, sumToMinor } from "./money";

/** What a line's product belongs to; the order itself does not say. */
export type ProductFacts = { categoryIds: number[]; brandId: number | null };

export type OrderParts = {
  order: BcOrder;
  lines: readonly BcOrderLine[];
  refunds: readonly BcRefund[];
  /** From `/orders/{id}/coupons`; `null` when the lines tell all (see {@link couponsOfLines}). */
  coupons: readonly BcOrderCoupon[] | null;
  decimalPlaces: number;
  products?: ReadonlyMap<number, ProductFacts>;
  customerGroupId?: number | null;
};

/** BigCommerce's order with its parts as {@link OrderFacts}. Throws RangeError on an amount, date or kind it cannot read. */
export function mapOrder(parts: OrderParts): OrderFacts {
  const { order, decimalPlaces } = parts;
  const minor = (amount: string | number) => moneyToMinor(amount, decimalPlaces);
  const isGuest = order.customer_id === 0;
  return {
    orderId: order.id,
    customerId: isGuest ? null : order.customer_id,
    guestEmail: isGuest ? (order.billing_address?.email?.trim().toLowerCase() ?? null) : null,
    channelId: order.channel_id,
    statusId: order.status_id,
    archived: order.is_deleted,
    currency: order.default_currency_code,
    decimalPlaces,
    createdAt: toIsoInstant(order.date_created),
    modifiedAt: toIsoInstant(order.date_modified),
    source: order.order_source,
    externalSource: order.external_source,
    totalIncTaxMinor: minor(order.total_inc_tax),
    totalTaxMinor: minor(order.total_tax),
    shippingIncTaxMinor: minor(order.shipping_cost_inc_tax),
    shippingExTaxMinor: minor(order.shipping_cost_ex_tax),
    storeCreditMinor: minor(order.store_credit_amount),
    giftCertificateMinor: minor(order.gift_certificate_amount),
    customerGroupId: parts.customerGroupId ?? null,
    lines: [...parts.lines]
      .sort((a, b) => a.id - b.id)
      .map((line) => mapLine(line, decimalPlaces, parts.products?.get(line.product_id))),
    coupons: parts.coupons
      ? parts.coupons.flatMap((coupon) => mapCoupon(coupon, decimalPlaces))
      : couponsOfLines(parts.lines, decimalPlaces),
    refunds: [...parts.refunds].sort((a, b) => a.id - b.id).map((refund) => mapRefund(refund, decimalPlaces)),
  };
}

/**
 * Coupon codes as the lines tell them: each line carries its share of every coupon that touched it. Coupons on
 * shipping alone leave no trace here. Codes are upper-cased; at checkout they are case-insensitive.
 */
export function couponsOfLines(lines: readonly BcOrderLine[], decimalPlaces: number): OrderCoupon[] {
  const shares = new Map<string, (string | number)[]>();
  for (const { code, amount } of lines.flatMap((line) => line.applied_discounts)) {
    if (code !== null) shares.set(code.toUpperCase(), [...(shares.get(code.toUpperCase()) ?? []), amount]);
  }
  return [...shares].map(([code, amounts]) => ({ code, discountMinor: sumToMinor(amounts, decimalPlaces) }));
}

function mapCoupon(coupon: BcOrderCoupon, decimalPlaces: number): OrderCoupon[] {
  if (coupon.code === null) return [];
  return [{ code: coupon.code.toUpperCase(), discountMinor: moneyToMinor(coupon.discount, decimalPlaces) }];
}

function mapLine(line: BcOrderLine, decimalPlaces: number, product: ProductFacts | undefined): OrderLine {
  const totalIncTaxMinor = moneyToMinor(line.total_inc_tax, decimalPlaces);
  return {
    lineId: line.id,
    productId: line.product_id,
    variantId: line.variant_id,
    kind: lineKind(line),
    quantity: line.quantity,
    paidIncTaxMinor: paidIncTaxMinor(line, totalIncTaxMinor, decimalPlaces),
    totalIncTaxMinor,
    totalExTaxMinor: moneyToMinor(line.total_ex_tax, decimalPlaces),
    parentLineId: line.parent_order_product_id,
    categoryIds: product?.categoryIds ?? [],
    brandId: product?.brandId ?? null,
  };
}

/** Where BigCommerce leaves `discounted_total_inc_tax` out, it is what its own samples show it to be. */
function paidIncTaxMinor(line: BcOrderLine, totalIncTaxMinor: number, decimalPlaces: number): number {
  if (line.discounted_total_inc_tax !== null && line.discounted_total_inc_tax !== undefined) {
    return moneyToMinor(line.discounted_total_inc_tax, decimalPlaces);
  }
  const discounts = line.applied_discounts.map((discount) => discount.amount);
  return Math.max(0, totalIncTaxMinor - sumToMinor(discounts, decimalPlaces));
}

function lineKind(line: BcOrderLine): OrderLine["kind"] {
  if (line.type === "giftcertificate") return "gift_certificate";
  if (line.product_id === 0) return "custom";
  return line.type === "digital" ? "digital" : "physical";
}

function mapRefund(refund: BcRefund, decimalPlaces: number): OrderRefund {
  return {
    refundId: refund.id,
    createdAt: toIsoInstant(refund.created),
    totalAmountMinor: moneyToMinor(refund.total_amount, decimalPlaces),
    totalTaxMinor: moneyToMinor(refund.total_tax, decimalPlaces),
    items: refund.items.map((item) => ({
      kind: refundItemKind(item.item_type),
      itemId: item.item_id,
      quantity: item.quantity ?? null,
      requestedAmountMinor: isBlank(item.requested_amount)
        ? null
        : moneyToMinor(item.requested_amount, decimalPlaces),
    })),
    payments: refund.payments.map((payment) => ({
      amountMinor: moneyToMinor(payment.amount, decimalPlaces),
      declined: payment.is_declined,
    })),
  };
}

const refundItemKinds = ["PRODUCT", "GIFT_WRAPPING", "SHIPPING", "HANDLING", "ORDER", "FEE"] as const;

function refundItemKind(type: string): OrderRefundItem["kind"] {
  const kind = refundItemKinds.find((known) => known === type);
  if (!kind) throw new RangeError(`unknown type of refunded item: ${type.slice(0, 40)}`);
  return kind;
}

function isBlank(amount: string | number | null | undefined): amount is "" | null | undefined {
  return amount === null || amount === undefined || amount === "";
}

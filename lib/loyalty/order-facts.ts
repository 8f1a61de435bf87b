/**
 * What an order is, as far as points are concerned: the shape `lib/bigcommerce/map` produces from BigCommerce's
 * answers and the evaluator reads. All money is integer minor units of `currency` (see `decimalPlaces`: JPY 0,
 * KWD 3); instants are ISO 8601 in UTC. Nothing here is optional: absence is `null` or an empty list.
 */
export type OrderFacts = {
  orderId: number;
  /** BigCommerce customer id; `null` for a guest order (then `guestEmail` is the only link to a person). */
  customerId: number | null;
  /** Lower-cased billing e-mail of a guest order, else `null`. */
  guestEmail: string | null;
  channelId: number;
  statusId: number;
  archived: boolean;
  /** Transactional currency, ISO 4217: the one the shopper paid in. */
  currency: string;
  decimalPlaces: number;
  createdAt: string;
  modifiedAt: string;
  /** BigCommerce `order_source`, e.g. `www`, `manual`, `external`. */
  source: string;
  /** BigCommerce `external_source`, e.g. `M-MIG` for migrated history. */
  externalSource: string | null;
  totalIncTaxMinor: number;
  totalTaxMinor: number;
  shippingIncTaxMinor: number;
  shippingExTaxMinor: number;
  storeCreditMinor: number;
  giftCertificateMinor: number;
  customerGroupId: number | null;
  lines: OrderLine[];
  coupons: OrderCoupon[];
  refunds: OrderRefund[];
};

export type OrderLine = {
  lineId: number;
  productId: number;
  variantId: number | null;
  kind: "physical" | "digital" | "gift_certificate" | "custom";
  quantity: number;
  /** What the shopper pays for the whole line after every discount, tax included (`discounted_total_inc_tax`). */
  paidIncTaxMinor: number;
  /** Before order-level discounts; only their ratio is used, to take tax out of `paidIncTaxMinor`. */
  totalIncTaxMinor: number;
  totalExTaxMinor: number;
  /** Set on the parts of a bundle, which the bundle's own line already counts. */
  parentLineId: number | null;
  categoryIds: number[];
  brandId: number | null;
};

export type OrderCoupon = { code: string; discountMinor: number };

export type OrderRefund = {
  refundId: number;
  createdAt: string;
  totalAmountMinor: number;
  totalTaxMinor: number;
  items: OrderRefundItem[];
  payments: OrderRefundPayment[];
};

export type OrderRefundItem = {
  kind: "PRODUCT" | "GIFT_WRAPPING" | "SHIPPING" | "HANDLING" | "ORDER" | "FEE";
  /** The line id for `PRODUCT` and `GIFT_WRAPPING`; the order, address or fee id otherwise. */
  itemId: number;
  quantity: number | null;
  /** Tax-inclusive amount asked for, when the refund was made by amount and not by quantity. */
  requestedAmountMinor: number | null;
};

export type OrderRefundPayment = { amountMinor: number; declined: boolean };

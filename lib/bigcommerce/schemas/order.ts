import { z } from "zod";
import { flag, idOrNull, integer, list, money, moneyOrZero, text, textOrNull } from "./primitives";

const appliedDiscount = z.object({ amount: moneyOrZero, code: textOrNull });

/** `GET /v2/orders/{id}/products`, and the same objects inside `consignments.line_items`. */
export const orderLineSchema = z.object({
  id: integer,
  product_id: integer,
  variant_id: idOrNull,
  type: text,
  quantity: integer,
  total_inc_tax: money,
  total_ex_tax: money,
  /** Left out on some older orders. */
  discounted_total_inc_tax: money.nullish(),
  parent_order_product_id: idOrNull,
  applied_discounts: list(appliedDiscount),
  quantity_refunded: integer.nullish(),
  is_refunded: flag,
});
export type BcOrderLine = z.output<typeof orderLineSchema>;

/** Without the include, `line_items` are links (`{url, resource}`): those are told from lines by their `id`. */
const consignment = z.object({ line_items: z.unknown().optional() });
const consignments = z.object({
  pickups: list(consignment),
  shipping: list(consignment),
  downloads: list(consignment),
  email: z.object({ gift_certificates: list(consignment) }).nullish(),
});

/** `GET /v2/orders` with `include=consignments.line_items&consignment_structure=object`. */
export const orderSchema = z.object({
  id: integer,
  customer_id: integer,
  channel_id: integer.nullish().transform((value) => value || 1),
  status_id: integer,
  is_deleted: flag,
  date_created: z.string().min(1),
  date_modified: z.string().min(1),
  /** Despite its name the transactional currency: the one the shopper paid in. */
  default_currency_code: z.string().length(3),
  total_inc_tax: money,
  total_tax: moneyOrZero,
  shipping_cost_inc_tax: moneyOrZero,
  shipping_cost_ex_tax: moneyOrZero,
  store_credit_amount: moneyOrZero,
  gift_certificate_amount: moneyOrZero,
  coupon_discount: moneyOrZero,
  refunded_amount: moneyOrZero,
  payment_status: text,
  items_total: integer.nullish(),
  order_source: text,
  external_source: textOrNull,
  billing_address: z.object({ email: textOrNull }).nullish(),
  /** An array or an object of links when the structure parameter was not understood. */
  consignments: consignments
    .nullish()
    .catch(null)
    .transform((value) => value ?? null),
});
export type BcOrder = z.output<typeof orderSchema>;

export const orderCouponSchema = z.object({ code: textOrNull, discount: moneyOrZero });
export type BcOrderCoupon = z.output<typeof orderCouponSchema>;

import { rfc2822 } from "../state/format";
import { toV2 } from "../state/money";
import { orderTotals, paymentStatus, refundedAmount } from "../state/order-totals";
import { statusName } from "../state/statuses";
import type { Order, StoreState } from "../state/types";
import type { World } from "../state/world";
import { consignmentsView } from "./consignment-view";

/** An order as `GET /v2/orders/{id}` writes it. `include` asks for consignments in place of the link to them. */
export function orderView(world: World, store: StoreState, order: Order, include: string[] = []): object {
  const money = (minor: number) => toV2(minor, order.decimals);
  const totals = orderTotals(order);
  const link = (name: string) => ({
    url: `${world.origins.api}/stores/${store.hash}/v2/orders/${order.id}/${name}`,
    resource: `/orders/${order.id}/${name}`,
  });
  const currencyId = store.currencies.find((entry) => entry.code === order.currency)?.id ?? 1;
  const withLines = include.includes("consignments.line_items");
  return {
    id: order.id,
    customer_id: order.customerId,
    date_created: rfc2822(order.createdAt),
    date_modified: rfc2822(order.modifiedAt),
    date_shipped: order.statusId === 2 ? rfc2822(order.modifiedAt) : "",
    status_id: order.statusId,
    status: statusName(order.statusId),
    cart_id: order.cartId,
    subtotal_ex_tax: money(totals.subtotalEx),
    subtotal_inc_tax: money(totals.subtotalInc),
    subtotal_tax: money(totals.subtotalInc - totals.subtotalEx),
    base_shipping_cost: money(order.pricesIncludeTax ? order.shippingInc : order.shippingEx),
    shipping_cost_ex_tax: money(order.shippingEx),
    shipping_cost_inc_tax: money(order.shippingInc),
    shipping_cost_tax: money(order.shippingInc - order.shippingEx),
    shipping_cost_tax_class_id: 2,
    base_handling_cost: money(0),
    handling_cost_ex_tax: money(0),
    handling_cost_inc_tax: money(0),
    handling_cost_tax: money(0),
    handling_cost_tax_class_id: 2,
    base_wrapping_cost: money(0),
    wrapping_cost_ex_tax: money(0),
    wrapping_cost_inc_tax: money(0),
    wrapping_cost_tax: money(0),
    wrapping_cost_tax_class_id: 3,
    total_ex_tax: money(totals.totalEx),
    total_inc_tax: money(totals.totalInc),
    total_tax: money(totals.totalTax),
    items_total: totals.itemsTotal,
    items_shipped: order.statusId === 2 || order.statusId === 10 ? totals.itemsTotal : 0,
    payment_method: order.paymentMethod,
    payment_provider_id: "",
    payment_status: paymentStatus(order, refundedAmount(store, order.id)),
    // BigCommerce always answers 0 here; the truth is in the v3 refunds.
    refunded_amount: money(0),
    order_is_digital: order.lines.every((line) => line.type === "digital"),
    store_credit_amount: money(order.storeCredit),
    gift_certificate_amount: money(order.giftCertificate),
    ip_address: "203.0.113.10",
    ip_address_v6: "",
    geoip_country: "United States",
    geoip_country_iso2: "US",
    currency_id: currencyId,
    currency_code: order.currency,
    currency_exchange_rate: order.exchangeRate,
    default_currency_id: currencyId,
    default_currency_code: order.currency,
    store_default_currency_code: store.settings.currency,
    store_default_to_transactional_exchange_rate: order.exchangeRate,
    staff_notes: order.staffNotes,
    customer_message: "",
    discount_amount: money(order.discount),
    coupon_discount: money(order.couponDiscount),
    shipping_address_count: 1,
    is_deleted: order.archived,
    ebay_order_id: "0",
    billing_address: { ...order.billing, form_fields: [] },
    is_email_opt_in: false,
    order_source: order.source,
    channel_id: order.channelId,
    external_source: order.externalSource,
    external_id: null,
    external_merchant_id: null,
    tax_provider_id: "BasicTaxProvider",
    customer_locale: "en",
    external_order_id: "",
    is_tax_inclusive_pricing: order.pricesIncludeTax,
    products: link("products"),
    shipping_addresses: link("shippingaddresses"),
    coupons: link("coupons"),
    fees: link("fees"),
    consignments:
      withLines || include.includes("consignments")
        ? consignmentsView(order, withLines)
        : link("consignments"),
  };
}

/** An order as BigCommerce writes it; `lines` go where `include=consignments.line_items` puts them. */
export function orderPayload(changes: Record<string, unknown> & { lines?: Record<string, unknown>[] } = {}) {
  const { lines = [linePayload()], ...order } = changes;
  return {
    id: 100,
    customer_id: 20,
    channel_id: 1,
    status_id: 10,
    date_created: "Wed, 10 Jan 2018 21:05:30 +0000",
    date_modified: "Wed, 05 Dec 2018 20:16:55 +0000",
    default_currency_code: "USD",
    total_inc_tax: "63.6400",
    total_tax: "9.2400",
    shipping_cost_inc_tax: "0.0000",
    shipping_cost_ex_tax: "0.0000",
    store_credit_amount: "0.0000",
    gift_certificate_amount: "0.0000",
    coupon_discount: "0.0000",
    refunded_amount: "0.0000",
    payment_status: "captured",
    items_total: lines.reduce((sum, line) => sum + Number(line.quantity), 0),
    order_source: "www",
    external_source: null,
    billing_address: { email: "Jane@Example.com" },
    consignments: {
      pickups: [],
      shipping: [{ id: 1, line_items: lines }],
      downloads: [],
      email: { gift_certificates: [] },
    },
    ...order,
  };
}

export function linePayload(changes: Record<string, unknown> = {}) {
  return {
    id: 65,
    order_id: 100,
    product_id: 77,
    variant_id: 5,
    type: "physical",
    quantity: 1,
    total_ex_tax: "55.9900",
    total_inc_tax: "65.2300",
    discounted_total_inc_tax: "63.6400",
    parent_order_product_id: null,
    applied_discounts: [
      { id: "manual-discount", amount: "1.5900", name: "Manual Discount", code: null, target: "order" },
    ],
    quantity_refunded: 0,
    is_refunded: false,
    ...changes,
  };
}

import { toNumber } from "../state/money";
import type { Order } from "../state/types";
import { orderLineView } from "./order-line-view";

/** The `consignments` of an order with `consignment_structure=object`: one parcel, and downloads when it has digital lines. */
export function consignmentsView(order: Order, withLines: boolean): object {
  const { email, ...address } = order.billing;
  const physical = order.lines.filter((line) => line.type === "physical");
  const digital = order.lines.filter((line) => line.type !== "physical");
  const link = { url: "", resource: `/orders/${order.id}/products` };
  const lines = (list: Order["lines"]) =>
    withLines
      ? list.map((line) => orderLineView(order, line))
      : list.map((line) => ({ ...link, id: line.id }));
  const shipping = {
    id: order.id,
    ...address,
    email,
    form_fields: [],
    line_items: lines(physical),
    items_total: physical.reduce((sum, line) => sum + line.quantity, 0),
    items_shipped: 0,
    shipping_method: "Standard",
    base_cost: toNumber(order.pricesIncludeTax ? order.shippingInc : order.shippingEx, order.decimals),
    cost_ex_tax: toNumber(order.shippingEx, order.decimals),
    cost_inc_tax: toNumber(order.shippingInc, order.decimals),
    cost_tax: toNumber(order.shippingInc - order.shippingEx, order.decimals),
    cost_tax_class_id: 2,
    base_handling_cost: 0,
    handling_cost_ex_tax: 0,
    handling_cost_inc_tax: 0,
    handling_cost_tax: 0,
    handling_cost_tax_class_id: 2,
    shipping_zone_id: 1,
    shipping_zone_name: "United States",
    shipping_quotes: {
      url: "",
      resource: `/orders/${order.id}/consignments/shipping/${order.id}/shipping_quotes`,
    },
  };
  return {
    pickups: [],
    shipping: physical.length > 0 ? [shipping] : [],
    downloads: digital.length > 0 ? [{ recipient_email: email, line_items: lines(digital) }] : [],
    email: { gift_certificates: [] },
  };
}

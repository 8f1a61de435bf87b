import type { Reply } from "../http/reply";
import { day, price } from "../pages/format";
import { html } from "../pages/html";
import { orderTotals } from "../state/order-totals";
import type { PanelContext } from "./context";
import { panelPage } from "./layout";

const shownMax = 200;

export function customersPage(context: PanelContext): Reply {
  const { state } = context.store;
  const { currency, decimalPlaces } = state.settings;
  const spent = new Map<number, { orders: number; total: number }>();
  for (const order of state.orders.values()) {
    const one = spent.get(order.customerId) ?? { orders: 0, total: 0 };
    spent.set(order.customerId, { orders: one.orders + 1, total: one.total + orderTotals(order).totalInc });
  }
  const customers = [...state.customers.values()].sort((a, b) => b.id - a.id);
  const rows = customers.slice(0, shownMax).map((customer) => {
    const one = spent.get(customer.id) ?? { orders: 0, total: 0 };
    return html`<tr><td>${customer.firstName} ${customer.lastName}</td><td>${customer.email}</td>
<td>${state.groups.get(customer.groupId)?.name ?? "–"}</td><td>${day(customer.createdAt)}</td>
<td class="num">${one.orders}</td><td class="num">${price(one.total, currency, decimalPlaces)}</td>
<td class="num">${price(customer.storeCredit, currency, decimalPlaces)}</td></tr>`;
  });
  const body = html`
<h1>Customers</h1>
<p class="lead">${customers.length} people with an account.</p>
<div class="card"><div class="scroll" tabindex="0" role="region" aria-label="Customers"><table>
<thead><tr><th>Name</th><th>E-mail</th><th>Group</th><th>Since</th><th class="num">Orders</th><th class="num">Spent</th><th class="num">Store credit</th></tr></thead>
<tbody>${rows}</tbody></table></div></div>`;
  return panelPage(context, { title: "Customers", section: "customers", body });
}

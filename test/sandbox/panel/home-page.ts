import type { Reply } from "../http/reply";
import { day, price } from "../pages/format";
import { html } from "../pages/html";
import { orderTotals } from "../state/order-totals";
import type { Order } from "../state/types";
import type { PanelContext } from "./context";
import { panelPage } from "./layout";
import { statusBadge } from "./status-badge";

const recentCount = 6;

export function homePage(context: PanelContext): Reply {
  const { state, hash } = context.store;
  const { currency, decimalPlaces } = state.settings;
  const orders = [...state.orders.values()];
  const revenue = orders
    .filter((order) => order.currency === currency && ![0, 5, 6].includes(order.statusId))
    .reduce((sum, order) => sum + orderTotals(order).totalInc, 0);
  const stat = (value: string | number, name: string) =>
    html`<div class="stat"><b>${value}</b><span>${name}</span></div>`;
  const body = html`
<h1>Good day, Robin</h1>
<p class="lead">Here is how ${state.settings.name} is doing.</p>
<div class="grid">
${stat(orders.length, "orders")}
${stat(price(revenue, currency, decimalPlaces), "sold")}
${stat(state.customers.size, "customers")}
${stat(state.products.size, "products")}
</div>
${
  state.installed
    ? ""
    : html`<section class="card"><h2>Turn shoppers into regulars</h2><div class="body">
<p>Laurel gives points for orders and rewards for points. It installs with one click.</p>
<a class="button" href="/manage/${hash}/apps">See the app</a></div></section>`
}
<section class="card"><h2>Latest orders</h2><div class="scroll" tabindex="0" role="region" aria-label="Latest orders"><table>
<thead><tr><th>Order</th><th>Date</th><th>Customer</th><th>Status</th><th class="num">Total</th></tr></thead>
<tbody>${latest(orders).map((order) => orderRow(context, order))}</tbody></table></div></section>`;
  return panelPage(context, { title: "Home", section: "home", body });
}

function latest(orders: Order[]): Order[] {
  return orders.sort((a, b) => b.id - a.id).slice(0, recentCount);
}

export function orderRow({ store }: PanelContext, order: Order) {
  const { billing } = order;
  return html`<tr><td><a href="/manage/${store.hash}/orders/${order.id}">#${order.id}</a></td>
<td>${day(order.createdAt)}</td><td>${billing.first_name} ${billing.last_name}${order.customerId === 0 ? " (guest)" : ""}</td>
<td>${statusBadge(order.statusId)}</td>
<td class="num">${price(orderTotals(order).totalInc, order.currency, order.decimals)}</td></tr>`;
}

import { type Reply, redirect } from "../http/reply";
import { moment, price } from "../pages/format";
import { type Html, html, raw } from "../pages/html";
import type { Web } from "../pages/web";
import { orderTotals, refundedAmount } from "../state/order-totals";
import { type RefundInput, RefundRefused } from "../state/refund-order";
import { orderStatuses } from "../state/statuses";
import type { Order } from "../state/types";
import type { PanelContext } from "./context";
import { notice, panelPage } from "./layout";
import { statusBadge } from "./status-badge";

export function orderPage(context: PanelContext, web: Web): Reply {
  const { store } = context;
  const order = store.state.orders.get(Number(web.params.orderId));
  if (!order) {
    const body = html`<h1>No such order</h1><p><a href="/manage/${store.hash}/orders">All orders</a></p>`;
    return panelPage(context, { title: "Order", section: "orders", body, status: 404 });
  }
  const body = html`
${notice(web.query)}
<h1>Order #${order.id} ${statusBadge(order.statusId)}</h1>
<p class="lead">${moment(order.createdAt)} UTC · ${order.billing.first_name} ${order.billing.last_name} · ${order.billing.email}</p>
<div class="split"><div>${refundForm(context, order)}${refundList(context, order)}</div>
<div>${statusForm(context, order)}${totals(context, order)}</div></div>`;
  return panelPage(context, { title: `Order #${order.id}`, section: "orders", body });
}

export function changeStatus({ store }: PanelContext, web: Web): Reply {
  const orderId = Number(web.params.orderId);
  const order = store.setStatus(orderId, Number(web.form.get("status_id")));
  const name = orderStatuses.find((status) => status.id === order.statusId)?.name ?? "";
  return redirect(
    `/manage/${store.hash}/orders/${orderId}?said=${encodeURIComponent(`The order is now ${name}.`)}`,
  );
}

export function makeRefund({ store }: PanelContext, web: Web): Reply {
  const orderId = Number(web.params.orderId);
  const back = `/manage/${store.hash}/orders/${orderId}`;
  const items = [...web.form]
    .filter(([name, value]) => name.startsWith("quantity_") && Number(value) > 0)
    .map(([name, value]) => ({ lineId: Number(name.slice("quantity_".length)), quantity: Number(value) }));
  const amount = web.form.get("amount")?.trim() ?? "";
  const input: RefundInput = {
    items,
    shipping: web.form.get("shipping") === "on",
    reason: web.form.get("reason") ?? "",
    ...(amount && Number(amount) > 0 ? { amount } : {}),
  };
  try {
    store.refund(orderId, input);
    return redirect(`${back}?said=${encodeURIComponent("The refund was made.")}`);
  } catch (error) {
    if (!(error instanceof RefundRefused)) throw error;
    return redirect(`${back}?problem=${encodeURIComponent(error.message)}`);
  }
}

function statusForm({ store }: PanelContext, order: Order): Html {
  const option = (status: { id: number; name: string }) =>
    html`<option value="${status.id}"${raw(status.id === order.statusId ? " selected" : "")}>${status.name}</option>`;
  return html`<form class="card" method="post" action="/manage/${store.hash}/orders/${order.id}/status"><h2>Status</h2><div class="body">
<p><label for="status">Move to</label><select id="status" name="status_id">${orderStatuses.map(option)}</select></p>
<button>Save status</button></div></form>`;
}

function totals({ store }: PanelContext, order: Order): Html {
  const money = (minor: number) => price(minor, order.currency, order.decimals);
  const sum = orderTotals(order);
  const refunded = refundedAmount(store.state, order.id);
  const row = (name: string, minor: number, total = false) =>
    html`<dt${raw(total ? ' class="total"' : "")}>${name}</dt><dd${raw(total ? ' class="total"' : "")}>${money(minor)}</dd>`;
  return html`<section class="card"><h2>Totals</h2><div class="body"><dl>
${row("Subtotal", sum.subtotalEx)}
${order.discount ? row("Discount", -order.discount) : ""}
${order.coupons.map((coupon) => row(`Coupon ${coupon.code}`, -coupon.discount))}
${row("Shipping", order.shippingEx)}${row("Tax", sum.totalTax)}${row("Total", sum.totalInc, true)}
${refunded ? row("Refunded", -refunded) : ""}</dl></div></section>`;
}

function refundForm({ store }: PanelContext, order: Order): Html {
  const money = (minor: number) => price(minor, order.currency, order.decimals);
  const left = orderTotals(order).totalInc - refundedAmount(store.state, order.id);
  const rows = order.lines.map((line) => {
    const most = line.quantity - line.quantityRefunded;
    return html`<tr><td>${line.name}<br><span class="hint">${line.sku}</span></td><td class="num">${line.quantity}${line.quantityRefunded ? ` (${line.quantityRefunded} refunded)` : ""}</td>
<td class="num">${money(line.paidInc)}</td><td><input class="qty" type="number" min="0" max="${most}" value="0" name="quantity_${line.id}" aria-label="Quantity of ${line.name} to refund"></td></tr>`;
  });
  return html`<form class="card" method="post" action="/manage/${store.hash}/orders/${order.id}/refund"><h2>Items</h2>
<div class="scroll" tabindex="0" role="region" aria-label="Items"><table><thead><tr><th>Item</th><th class="num">Quantity</th><th class="num">Paid</th><th>Refund</th></tr></thead><tbody>${rows}</tbody></table></div>
<div class="body">
<p><label class="choice"><input type="checkbox" name="shipping">Refund shipping (${money(order.shippingInc)})</label></p>
<p><label for="amount">Or an amount off the order</label><input id="amount" name="amount" inputmode="decimal" pattern="[0-9]+(\\.[0-9]+)?" placeholder="0.00"></p>
<p><label for="reason">Reason</label><input id="reason" name="reason"></p>
<div class="actions"><button${raw(left > 0 ? "" : " disabled")}>Refund</button><span class="hint">${money(left)} left to refund</span></div></div></form>`;
}

function refundList({ store }: PanelContext, order: Order): Html {
  const refunds = [...store.state.refunds.values()].filter((refund) => refund.orderId === order.id);
  if (refunds.length === 0) return html``;
  return html`<section class="card"><h2>Refunds</h2><div class="scroll" tabindex="0" role="region" aria-label="Refunds"><table>
<thead><tr><th>Refund</th><th>Date</th><th>Payment</th><th class="num">Amount</th></tr></thead><tbody>
${refunds.map(
  (refund) => html`<tr><td>#${refund.id} ${refund.reason}</td><td>${moment(refund.createdAt)}</td>
<td>${refund.payments.some((payment) => payment.declined) ? "Declined" : "Made"}</td>
<td class="num">${price(refund.totalAmount, order.currency, order.decimals)}</td></tr>`,
)}</tbody></table></div></section>`;
}

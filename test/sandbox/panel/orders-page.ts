import type { Reply } from "../http/reply";
import { html } from "../pages/html";
import type { Web } from "../pages/web";
import type { PanelContext } from "./context";
import { orderRow } from "./home-page";
import { panelPage } from "./layout";

const pageSize = 25;

export function ordersPage(context: PanelContext, web: Web): Reply {
  const { state, hash } = context.store;
  const page = Math.max(1, Number(web.query.get("page") ?? 1) || 1);
  const orders = [...state.orders.values()].filter((order) => !order.archived).sort((a, b) => b.id - a.id);
  const slice = orders.slice((page - 1) * pageSize, page * pageSize);
  const link = (target: number, name: string) =>
    html`<a href="/manage/${hash}/orders?page=${target}">${name}</a>`;
  const body = html`
<h1>Orders</h1>
<p class="lead">${orders.length} orders. Open one to change its status or refund it.</p>
<div class="card"><div class="scroll" tabindex="0" role="region" aria-label="Orders"><table>
<thead><tr><th>Order</th><th>Date</th><th>Customer</th><th>Status</th><th class="num">Total</th></tr></thead>
<tbody>${slice.map((order) => orderRow(context, order))}</tbody></table></div>
<div class="pager">${page > 1 ? link(page - 1, "← Newer") : ""}${page * pageSize < orders.length ? link(page + 1, "Older →") : ""}</div></div>`;
  return panelPage(context, { title: "Orders", section: "orders", body });
}

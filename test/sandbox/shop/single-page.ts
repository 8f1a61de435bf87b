import type { Reply } from "../http/reply";
import { html, raw } from "../pages/html";
import type { ShopContext } from "./context";
import { shopPage } from "./layout";

const navigate = `
addEventListener("click", (event) => {
  const link = event.target.closest("a[data-view]");
  if (!link) return;
  event.preventDefault();
  history.pushState({}, "", link.href);
  document.getElementById("view").textContent = link.dataset.view;
});`;

/** A page that changes its address without loading, like a headless storefront: for the widget's sake. */
export function singlePage(context: ShopContext): Reply {
  const views = ["New in", "Best sellers", "Gifts"];
  const body = html`<h1 id="view">New in</h1>
<nav class="row" aria-label="Views">${views.map((view, index) => html`<a class="button quiet" data-view="${view}" href="/spa?view=${index}">${view}</a>`)}</nav>
<p>These links change the address and the heading without loading the page.</p>
<script>${raw(navigate)}</script>`;
  return shopPage(context, { title: "Single-page mode", kind: "storefront", body });
}

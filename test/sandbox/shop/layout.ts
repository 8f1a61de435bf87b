import type { Reply } from "../http/reply";
import { html as htmlReply } from "../http/reply";
import { price } from "../pages/format";
import { type Html, html, raw } from "../pages/html";
import { toMinor } from "../state/money";
import type { ShopContext } from "./context";
import { type PageKind, scriptTags } from "./scripts";
import { shopStyle } from "./style";

const logo = raw(
  '<svg viewBox="0 0 32 32" aria-hidden="true"><path d="M16 29C5 24 4 12 8 4c8 3 11 12 8 25Z" fill="#1f5f46"/><path d="M17 29C27 25 29 16 26 9c-7 2-10 10-9 20Z" fill="#7fb08a"/></svg>',
);

/** A whole page of the shop, with the scripts a merchant's apps installed. */
export function shopPage(
  context: ShopContext,
  page: { title: string; kind: PageKind; body: Html; current?: string; status?: number },
): Reply {
  const { store, customer, cart } = context;
  const name = context.channel.name;
  const count = cart?.items.reduce((sum, item) => sum + item.quantity, 0) ?? 0;
  const link = (href: string, text: string) =>
    html`<a href="${href}"${raw(page.current === href ? ' aria-current="page"' : "")}>${text}</a>`;
  const document = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${page.title} · ${name}</title>
<link rel="icon" href="data:,">
<style>${raw(shopStyle)}</style>
${scriptTags(context, page.kind, "head")}
</head>
<body>
<a class="skip" href="#main">Skip to content</a>
<header class="site"><div class="strip">Free delivery from ${freeFrom(context)}. A demo shop: nothing is charged and nothing is sent.</div>
<div class="wrap">
<a class="logo" href="/">${logo}${name}</a>
<nav aria-label="Shop">${[...store.categories].map(([id, text]) => link(`/categories/${id}`, text))}</nav>
<nav aria-label="Your shop">
${customer ? link("/account.php", `Hi, ${customer.firstName}`) : link("/login.php", "Sign in")}
${link("/cart.php", `Cart (${count})`)}
</nav>
</div></header>
<main id="main"><div class="wrap">${page.body}</div></main>
<footer class="site"><div class="wrap">${name} · plants, pots and coffee · a simulated storefront</div></footer>
${scriptTags(context, page.kind, "footer")}
</body>
</html>`;
  return htmlReply(document.text, page.status ?? 200);
}

function freeFrom({ store }: ShopContext): string {
  const { currency, decimalPlaces, shippingFreeOver } = store.settings;
  return price(toMinor(shippingFreeOver, decimalPlaces), currency, decimalPlaces).replace(/\.0+$/, "");
}

export function shopNotice(query: URLSearchParams): Html {
  const said = query.get("said");
  const problem = query.get("problem");
  if (problem) return html`<p class="note bad" role="alert">${problem}</p>`;
  return said ? html`<p class="note" role="status">${said}</p>` : html``;
}

import { type Reply, redirect } from "../http/reply";
import { price } from "../pages/format";
import { type Html, html } from "../pages/html";
import type { Web } from "../pages/web";
import { CouponRefused, type Quote } from "../state/quote-order";
import { productArt } from "./art";
import { addToCart, applyCoupon, quoteCart, removeCoupon, setQuantity } from "./cart";
import { categoryOf } from "./catalogue-pages";
import type { ShopContext } from "./context";
import { shopNotice, shopPage } from "./layout";

export function cartPage(context: ShopContext, web: Web): Reply {
  const priced = quoteCart(context);
  const cart = context.cart;
  if (!priced || !cart) {
    const body = html`<h1>Your cart</h1><p>There is nothing in it yet.</p><a class="button" href="/">Look around</a>`;
    return shopPage(context, { title: "Your cart", kind: "storefront", current: "/cart.php", body });
  }
  const { quote, dropped } = priced;
  const body = html`${shopNotice(web.query)}
${dropped.map((code) => html`<p class="note bad" role="alert">The code ${code} no longer applies.</p>`)}
<h1>Your cart</h1><div class="cols"><div class="card"><ul class="lines">
${cart.items.map((item) => {
  const product = context.store.products.get(item.productId);
  if (!product) return "";
  return html`<li>${productArt(product.art, categoryOf(context, product))}<div><h2><a href="/products/${product.id}">${product.name}</a></h2>
<p class="hint">${product.sku}</p></div>
<form class="row end" method="post" action="/cart.php?action=update"><input type="hidden" name="item" value="${item.id}">
<input class="qty" type="number" min="0" max="50" name="qty" value="${item.quantity}" aria-label="Quantity of ${product.name}"><button class="quiet">Update</button></form></li>`;
})}</ul></div>
<div>${couponBox(cart.couponCodes)}<section class="card"><h2>Summary</h2>${totals(quote)}<laurel-points cart></laurel-points><a class="button" href="/checkout">Check out</a></section></div></div>`;
  return shopPage(context, { title: "Your cart", kind: "storefront", current: "/cart.php", body });
}

/** `POST /cart.php?action=add|update|coupon|remove-coupon`. */
export function changeCart(context: ShopContext, web: Web): Reply {
  const { form } = web;
  const quantity = Math.trunc(Number(form.get("qty") ?? 1)) || 0;
  switch (web.query.get("action")) {
    case "add":
      addToCart(context, Number(form.get("product_id")), quantity);
      return redirect("/cart.php");
    case "update":
      setQuantity(context, form.get("item") ?? "", quantity);
      return redirect("/cart.php");
    case "remove-coupon":
      removeCoupon(context, form.get("code") ?? "");
      return redirect("/cart.php");
    default:
      return submitCoupon(context, form.get("code")?.trim() ?? "");
  }
}

function submitCoupon(context: ShopContext, code: string): Reply {
  try {
    applyCoupon(context, code);
    return redirect(`/cart.php?said=${encodeURIComponent(`The code ${code} was applied.`)}`);
  } catch (error) {
    if (!(error instanceof CouponRefused)) throw error;
    return redirect(`/cart.php?problem=${encodeURIComponent(error.message)}`);
  }
}

function couponBox(codes: string[]): Html {
  const applied = codes.map(
    (
      code,
    ) => html`<form method="post" action="/cart.php?action=remove-coupon"><input type="hidden" name="code" value="${code}">
<strong>${code}</strong> <button class="plain" aria-label="Remove the code ${code}">Remove</button></form>`,
  );
  return html`<section class="card"><h2>Coupon</h2>${applied}
<form class="row" method="post" action="/cart.php?action=coupon"><div style="flex:1"><label for="coupon">Code</label>
<input id="coupon" name="code" autocomplete="off" required></div><button class="quiet">Apply</button></form></section>`;
}

export function totals(quote: Quote): Html {
  const { priced, currency, decimals } = quote;
  const money = (minor: number) => price(minor, currency, decimals);
  const sum = (pick: (line: (typeof priced.lines)[number]) => number) =>
    priced.lines.reduce((total, line) => total + pick(line), 0);
  const ex = sum((line) => line.paidEx) + priced.shippingEx;
  const inc = sum((line) => line.paidInc) + priced.shippingInc;
  return html`<dl><dt>Subtotal</dt><dd>${money(sum((line) => line.totalEx))}</dd>
${priced.applied.map(({ discount, amount }) => html`<dt>${discount.name}</dt><dd>${money(-amount)}</dd>`)}
<dt>Delivery</dt><dd>${priced.shippingEx === 0 ? "Free" : money(priced.shippingEx)}</dd>
<dt>Tax</dt><dd>${money(inc - ex)}</dd><dt class="total">Total</dt><dd class="total" data-testid="total">${money(inc)}</dd></dl>`;
}

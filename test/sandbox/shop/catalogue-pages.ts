import type { Reply } from "../http/reply";
import { price } from "../pages/format";
import { type Html, html } from "../pages/html";
import type { Web } from "../pages/web";
import { toMinor } from "../state/money";
import type { Product } from "../state/types";
import { productArt } from "./art";
import type { ShopContext } from "./context";
import { shopNotice, shopPage } from "./layout";

export function homePage(context: ShopContext): Reply {
  const products = [...context.store.products.values()];
  const body = html`
<section class="hero"><div><h1>Slow mornings, green windows.</h1>
<p>Plants that like you back, pots that age well, and coffee roasted on Mondays.</p>
<a class="button" href="#all">Look around</a></div>
<div class="pictures">${["fern", "bag-light"].map((art, index) => productArt(art, index ? "Coffee" : "Plants"))}</div></section>
<h2 id="all">Everything on the shelves</h2>${productList(context, products)}`;
  return shopPage(context, { title: "Home", kind: "storefront", current: "/", body });
}

export function categoryPage(context: ShopContext, web: Web): Reply {
  const id = Number(web.params.categoryId);
  const name = context.store.categories.get(id);
  if (!name) return missingPage(context);
  const products = [...context.store.products.values()].filter((product) => product.categories.includes(id));
  const body = html`<h1>${name}</h1>${productList(context, products)}`;
  return shopPage(context, { title: name, kind: "storefront", current: `/categories/${id}`, body });
}

export function productPage(context: ShopContext, web: Web): Reply {
  const product = context.store.products.get(Number(web.params.productId));
  if (!product) return missingPage(context);
  const body = html`${shopNotice(web.query)}
<div class="detail" data-product-id="${product.id}"><div>${productArt(product.art, categoryOf(context, product))}</div><div>
<h1>${product.name}</h1><p class="price">${productPrice(context, product)}</p>
<laurel-points product="${product.id}" price="${product.price}"></laurel-points><p>${product.description}</p>
<form class="row" method="post" action="/cart.php?action=add"><input type="hidden" name="product_id" value="${product.id}">
<div><label for="qty">Quantity</label><input class="qty" id="qty" name="qty" type="number" min="1" max="20" value="1"></div>
<button>Add to cart</button></form>
<p class="hint">${product.brand} · ${product.sku}</p></div></div>`;
  return shopPage(context, { title: product.name, kind: "storefront", body });
}

/** A product's drawing on its own, for those who ask for an image address. */
export function productImage(context: ShopContext, web: Web): Reply {
  const product = context.store.products.get(Number(web.params.productId));
  if (!product) return missingPage(context);
  const { text } = productArt(product.art, categoryOf(context, product));
  return { status: 200, text, headers: { "content-type": "image/svg+xml" } };
}

export function missingPage(context: ShopContext): Reply {
  const body = html`<h1>Nothing grows here</h1><p><a href="/">Back to the shop</a></p>`;
  return shopPage(context, { title: "Not found", kind: "storefront", body, status: 404 });
}

export function categoryOf(context: ShopContext, product: Product): string {
  return context.store.categories.get(product.categories[0] ?? 0) ?? "";
}

function productPrice({ store }: ShopContext, product: Product): string {
  const { currency, decimalPlaces } = store.settings;
  return price(toMinor(product.price, decimalPlaces), currency, decimalPlaces);
}

function productList(context: ShopContext, products: Product[]): Html {
  return html`<ul class="products">${products.map(
    (
      product,
    ) => html`<li class="product"><a href="/products/${product.id}">${productArt(product.art, categoryOf(context, product))}
<h3>${product.name}</h3><span class="price">${productPrice(context, product)}</span></a></li>`,
  )}</ul>`;
}

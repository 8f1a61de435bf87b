import { type Reply, redirect } from "../http/reply";
import { price } from "../pages/format";
import { html } from "../pages/html";
import type { Web } from "../pages/web";
import { setOrderStatus } from "../state/change-order";
import { subscribe } from "../state/customers";
import { orderTotals } from "../state/order-totals";
import { placeOrder } from "../state/place-order";
import type { Order } from "../state/types";
import { cartOrder, quoteCart } from "./cart";
import { totals } from "./cart-page";
import type { ShopContext } from "./context";
import { shopPage } from "./layout";

export function checkoutPage(context: ShopContext): Reply {
  const priced = quoteCart(context);
  if (!priced) return redirect("/cart.php");
  const { customer } = context;
  const who = customer
    ? html`<p>Signed in as <strong>${customer.firstName} ${customer.lastName}</strong> (${customer.email}).</p>`
    : html`<p><label for="email">E-mail</label><input id="email" name="email" type="email" required autocomplete="email"></p>
<p class="hint"><a href="/login.php?from=%2Fcheckout">Sign in</a> to order as a customer.</p>`;
  const body = html`<h1>Checkout</h1><form class="cols" method="post" action="/checkout"><div>
<section class="card"><h2>You</h2>${who}
<p><label><input type="checkbox" name="newsletter">Send me the newsletter</label></p></section>
<section class="card"><h2>Delivery</h2>
<p><label for="name">Name</label><input id="name" name="name" autocomplete="name" required value="${customer ? `${customer.firstName} ${customer.lastName}` : ""}"></p>
<p><label for="street">Street</label><input id="street" name="street" autocomplete="street-address" required value="12 Garden Lane"></p>
<p class="hint">Standard delivery, two to four days.</p></section>
<section class="card"><h2>Payment</h2><p><label for="card">Test card</label><input id="card" value="4111 1111 1111 1111" readonly></p></section></div>
<section class="card"><h2>Summary</h2>${totals(priced.quote)}<p></p><button>Pay now</button></section></form>`;
  return shopPage(context, { title: "Checkout", kind: "checkout", body });
}

/**
 * Pays: the order is made Incomplete, as the payment starts, then gets the status the store is set to. Auto-complete
 * moves it to Completed later.
 */
export function payOrder(context: ShopContext, web: Web): Reply {
  const { cart, store, world, customer, session } = context;
  if (!cart || !quoteCart(context)) return redirect("/cart.php");
  const [firstName = "Guest", ...rest] = (web.form.get("name") ?? "Guest Shopper").trim().split(/\s+/);
  const email = customer?.email ?? web.form.get("email")?.trim() ?? "guest@example.com";
  const order = placeOrder(world, store, {
    ...cartOrder(context, cart, cart.couponCodes),
    email,
    statusId: 0,
    billing: { first_name: firstName, last_name: rest.join(" "), street_1: web.form.get("street") ?? "" },
  });
  setOrderStatus(world, store, order.id, store.settings.checkoutStatusId);
  completeLater(context, order.id);
  if (web.form.get("newsletter") === "on") subscribe(world, store, { email, orderId: order.id });
  store.carts.delete(cart.id);
  session.cartId = null;
  session.lastOrderId = order.id;
  world.changed();
  return redirect("/checkout/order-confirmation");
}

export function confirmationPage(context: ShopContext): Reply {
  const order = context.store.orders.get(context.session.lastOrderId ?? 0);
  if (!order) return redirect("/");
  const body = html`<h1>Thank you, ${order.billing.first_name}!</h1>
<p>Your order <strong data-testid="order-number">#${order.id}</strong> over ${orderPrice(order)} is on its way to the packing table.</p>
<div class="card"><ul class="lines">${order.lines.map(
    (
      line,
    ) => html`<li style="grid-template-columns:1fr auto"><div><h2>${line.quantity} × ${line.name}</h2></div>
<div>${price(line.paidInc, order.currency, order.decimals)}</div></li>`,
  )}</ul></div>
<a class="button" href="/">Back to the shop</a> ${context.customer ? html`<a class="button quiet" href="/account.php">Your orders</a>` : ""}`;
  return shopPage(context, { title: "Thank you", kind: "order_confirmation", body });
}

export function orderPrice(order: Order): string {
  return price(orderTotals(order).totalInc, order.currency, order.decimals);
}

function completeLater({ store, world }: ShopContext, orderId: number): void {
  const seconds = store.settings.autoCompleteSeconds;
  if (seconds === null) return;
  const timer = setTimeout(() => {
    world.timers.delete(timer);
    if (store.orders.get(orderId)?.statusId === store.settings.checkoutStatusId) {
      setOrderStatus(world, store, orderId, 10);
    }
  }, seconds * 1000);
  world.timers.add(timer);
}

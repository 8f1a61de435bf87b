import { type Reply, redirect } from "../http/reply";
import { day } from "../pages/format";
import { type Html, html } from "../pages/html";
import type { Web } from "../pages/web";
import { addCustomer } from "../state/customers";
import { statusName } from "../state/statuses";
import { orderPrice } from "./checkout-page";
import type { ShopContext } from "./context";
import { shopNotice, shopPage } from "./layout";
import { signIn, signOut } from "./session";

const peopleMax = 12;

export function loginPage(context: ShopContext, web: Web): Reply {
  const action = web.query.get("action");
  if (action === "logout") {
    signOut(context);
    return redirect("/");
  }
  if (action === "create_account") return signUpPage(context, web);
  const from = web.query.get("from") ?? "";
  const people = [...context.store.customers.values()].slice(0, peopleMax);
  const body = html`${shopNotice(web.query)}<h1>Sign in</h1><div class="cols"><section>
<h2>As one of the regulars</h2><p class="hint">This is a demo: pick somebody, no password needed.</p>
<form method="post" action="/login.php?action=check_login"><input type="hidden" name="from" value="${from}"><ul class="people">
${people.map(
  (one) =>
    html`<li><button name="customer_id" value="${one.id}">${one.firstName} ${one.lastName}<span>${one.email}</span></button></li>`,
)}</ul></form></section>
<section class="card"><h2>With an e-mail address</h2><form method="post" action="/login.php?action=check_login">
<input type="hidden" name="from" value="${from}"><p><label for="email">E-mail</label><input id="email" name="email" type="email" required autocomplete="email"></p>
<button>Sign in</button></form><p></p><p>New here? <a href="/login.php?action=create_account">Create an account</a></p></section></div>`;
  return shopPage(context, { title: "Sign in", kind: "account", current: "/login.php", body });
}

/** `POST /login.php?action=check_login|save_new_account`. */
export function submitLogin(context: ShopContext, web: Web): Reply {
  const { form } = web;
  if (web.query.get("action") === "save_new_account") return createAccount(context, form);
  const email = form.get("email")?.trim().toLowerCase();
  const id = Number(form.get("customer_id") ?? 0);
  const customer = [...context.store.customers.values()].find((one) =>
    email ? one.email.toLowerCase() === email : one.id === id,
  );
  if (!customer) {
    return redirect(`/login.php?problem=${encodeURIComponent("Nobody with this e-mail has an account.")}`);
  }
  signIn(context, customer.id);
  const from = form.get("from") ?? "";
  return redirect(/^\/[^/\\]/.test(from) ? from : "/");
}

function signUpPage(context: ShopContext, web: Web): Reply {
  const field = (id: string, name: string, type: string, autocomplete: string): Html =>
    html`<p><label for="${id}">${name}</label><input id="${id}" name="${id}" type="${type}" required autocomplete="${autocomplete}"></p>`;
  const body = html`${shopNotice(web.query)}<h1>Create an account</h1>
<form class="card" style="max-width:480px" method="post" action="/login.php?action=save_new_account">
${field("first_name", "First name", "text", "given-name")}${field("last_name", "Last name", "text", "family-name")}
${field("email", "E-mail", "email", "email")}<button>Create account</button></form>`;
  return shopPage(context, { title: "Create an account", kind: "account", body });
}

function createAccount(context: ShopContext, form: URLSearchParams): Reply {
  const email = form.get("email")?.trim() ?? "";
  const taken = [...context.store.customers.values()].some(
    (one) => one.email.toLowerCase() === email.toLowerCase(),
  );
  if (!email || taken) {
    const problem = encodeURIComponent("This e-mail has an account already.");
    return redirect(`/login.php?action=create_account&problem=${problem}`);
  }
  const customer = addCustomer(context.world, context.store, {
    email,
    firstName: form.get("first_name")?.trim() || "New",
    lastName: form.get("last_name")?.trim() || "Shopper",
    channelId: context.channel.id,
  });
  signIn(context, customer.id);
  return redirect("/account.php?said=Welcome!");
}

export function accountPage(context: ShopContext, web: Web): Reply {
  const { customer, store } = context;
  if (!customer) return redirect("/login.php?from=%2Faccount.php");
  const orders = [...store.orders.values()].filter(
    (order) => order.customerId === customer.id && order.statusId !== 0,
  );
  orders.sort((a, b) => b.id - a.id);
  const list =
    orders.length === 0
      ? html`<p>No orders yet.</p>`
      : html`<div class="scroll" tabindex="0" role="region" aria-label="Your orders"><table><thead><tr><th>Order</th><th>Date</th><th>Status</th><th class="num">Total</th></tr></thead><tbody>
${orders.map((order) => html`<tr><td>#${order.id}</td><td>${day(order.createdAt)}</td><td>${statusName(order.statusId)}</td><td class="num">${orderPrice(order)}</td></tr>`)}</tbody></table></div>`;
  const body = html`${shopNotice(web.query)}<h1>${customer.firstName} ${customer.lastName}</h1><p class="hint">${customer.email}</p>
<section class="card"><h2>Your orders</h2>${list}</section>
<a class="button quiet" href="/login.php?action=logout">Sign out</a>`;
  return shopPage(context, { title: "Your account", kind: "account", current: "/account.php", body });
}

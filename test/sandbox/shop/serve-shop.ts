import type { IncomingMessage, ServerResponse } from "node:http";
import { parseWeb, runWeb, sendWeb, type WebRoute, webRoute } from "../pages/web";
import type { Channel, StoreState } from "../state/types";
import type { World } from "../state/world";
import { accountPage, loginPage, submitLogin } from "./account-pages";
import { cartPage, changeCart } from "./cart-page";
import { categoryPage, homePage, missingPage, productImage, productPage } from "./catalogue-pages";
import { checkoutPage, confirmationPage, payOrder } from "./checkout-page";
import type { ShopContext } from "./context";
import { openSession, sessionCookie } from "./session";
import { singlePage } from "./single-page";
import { storefrontApiRoutes } from "./storefront-api";

/** Addresses are those of a BigCommerce theme, so that links an app makes (`/login.php`) lead somewhere. */
const routes: WebRoute<ShopContext>[] = [
  ...storefrontApiRoutes,
  webRoute("GET", "/", homePage),
  webRoute("GET", "/categories/:categoryId", categoryPage),
  webRoute("GET", "/products/:productId", productPage),
  webRoute("GET", "/products/:productId/image.svg", productImage),
  webRoute("GET", "/cart.php", cartPage),
  webRoute("POST", "/cart.php", changeCart),
  webRoute("GET", "/checkout", checkoutPage),
  webRoute("POST", "/checkout", payOrder),
  webRoute("GET", "/checkout/order-confirmation", confirmationPage),
  webRoute("GET", "/login.php", loginPage),
  webRoute("POST", "/login.php", submitLogin),
  webRoute("GET", "/account.php", accountPage),
  webRoute("GET", "/spa", singlePage),
];

/** One storefront: pages and JSON of one channel of one store, with a session per browser. */
export async function serveShop(
  world: World,
  store: StoreState,
  channel: Channel,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const web = await parseWeb(request);
  const { context, setCookie } = openSession(world, store, channel, web.cookies[sessionCookie]);
  const reply = (await runWeb(routes, context, web)) ?? missingPage(context);
  sendWeb(request, response, {
    ...reply,
    headers: { ...reply.headers, ...(setCookie ? { "set-cookie": setCookie } : {}) },
  });
}

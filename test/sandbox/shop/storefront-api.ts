import { signCurrentCustomer } from "../api/sign-tokens";
import { ok, type Reply } from "../http/reply";
import type { Web, WebRoute } from "../pages/web";
import { webRoute } from "../pages/web";
import { CouponRefused } from "../state/quote-order";
import { applyCoupon, removeCoupon } from "./cart";
import { cartView, checkoutView } from "./checkout-view";
import type { ShopContext } from "./context";

const problem = (status: number, title: string): Reply => ({
  status,
  json: { status, title, type: "about:blank" },
  headers: { "content-type": "application/problem+json" },
});

/** The JSON calls a theme or a widget makes on its own origin. Session cookies decide whose cart it is. */
export const storefrontApiRoutes: WebRoute<ShopContext>[] = [
  webRoute("GET", "/customer/current.jwt", async ({ world, store, customer }, web): Promise<Reply> => {
    const clientId = web.query.get("app_client_id");
    if (!customer || clientId !== world.app.clientId) return { status: 404, text: "" };
    const text = await signCurrentCustomer(world, store, customer.id);
    return {
      status: 200,
      text,
      headers: { "content-type": "application/json", "cache-control": "no-store" },
    };
  }),
  webRoute("GET", "/api/storefront/carts", (context) =>
    ok(context.cart ? [cartView(context, context.cart)] : []),
  ),
  webRoute("GET", "/api/storefront/checkouts/:checkout", (context, web) =>
    withCheckout(context, web, () => ok(checkoutView(context))),
  ),
  webRoute("POST", "/api/storefront/checkouts/:checkout/coupons", (context, web) =>
    withCheckout(context, web, (version) => {
      const input = web.json as { couponCode?: unknown; version?: unknown } | undefined;
      if (typeof input?.couponCode !== "string") return problem(400, "couponCode is required");
      if (input.version !== undefined && input.version !== version)
        return problem(409, "Cart version conflict");
      try {
        applyCoupon(context, input.couponCode.trim());
        return ok(checkoutView(context));
      } catch (error) {
        if (!(error instanceof CouponRefused)) throw error;
        return problem(400, error.message);
      }
    }),
  ),
  webRoute("DELETE", "/api/storefront/checkouts/:checkout/coupons/:code", (context, web) =>
    withCheckout(context, web, () => {
      removeCoupon(context, web.params.code ?? "");
      return ok(checkoutView(context));
    }),
  ),
];

function withCheckout(context: ShopContext, web: Web, run: (version: number) => Reply): Reply {
  const ownOrigin = context.world.origins.storefronts.get(`${context.store.hash}:${context.channel.id}`);
  if (web.origin && web.origin !== ownOrigin && web.method !== "GET") return problem(403, "Other origin");
  if (!context.cart || context.cart.id !== web.params.checkout) return problem(404, "Checkout not found");
  return run(context.cart.version);
}

import type { LoadInput } from "../api/sign-tokens";
import type { CustomerInput } from "../state/customers";
import type { OrderInput } from "../state/place-order";
import type { RefundInput } from "../state/refund-order";
import type { StoreSettings } from "../state/types";
import type { AdminCall, AdminRoute } from "./admin-route";
import type { StoreHandle } from "./store-handle";

type Run = (store: StoreHandle, input: Record<string, unknown>, params: Record<string, string>) => unknown;

function storeRoute(method: string, path: string, run: Run): AdminRoute {
  return {
    method,
    pattern: `/sandbox/stores/:hash${path}`,
    run: ({ parts, params, input }: AdminCall) => run(parts.storeHandle(params.hash), input, params),
  };
}

/** The store handle over JSON, for the demo and for tests from outside. */
export const storeAdminRoutes: AdminRoute[] = [
  storeRoute("GET", "", ({ state }) => ({
    hash: state.hash,
    installed: state.installed,
    settings: state.settings,
    channels: state.channels,
    hooks: [...state.hooks.values()],
    scripts: [...state.scripts.values()],
    codes: [...state.codes.values()],
  })),
  storeRoute("POST", "/token", (store, { scopes }) => ({
    token: store.issueToken(scopes as string[] | undefined),
  })),
  storeRoute("POST", "/auth-url", (store, input) => ({ url: store.authUrl(input) })),
  storeRoute("POST", "/load-url", async (store, input) => ({ url: await store.loadUrl(input as LoadInput) })),
  storeRoute("POST", "/uninstall", async (store, input) => ({ status: await store.uninstall(input) })),
  storeRoute("POST", "/remove-user", async (store, { userId }) => ({
    status: await store.removeUser(Number(userId)),
  })),
  storeRoute("POST", "/revoke-tokens", (store) => store.revokeTokens()),
  storeRoute("POST", "/current-customer-jwt", async (store, { customerId, claims }) => ({
    token: await store.currentCustomerJwt(Number(customerId), (claims ?? {}) as Record<string, unknown>),
  })),
  storeRoute("GET", "/orders", ({ state }) => [...state.orders.values()]),
  storeRoute("POST", "/orders", (store, input) => {
    if (input.count === undefined) return store.placeOrder(input as OrderInput);
    return { ids: store.placeOrders(Number(input.count), () => (input.input ?? {}) as OrderInput) };
  }),
  storeRoute("POST", "/orders/:orderId/status", (store, { statusId }, { orderId }) =>
    store.setStatus(Number(orderId), Number(statusId)),
  ),
  storeRoute("POST", "/orders/:orderId/refund", (store, input, { orderId }) =>
    store.refund(Number(orderId), input as RefundInput),
  ),
  storeRoute("POST", "/orders/:orderId/archive", (store, _input, { orderId }) =>
    store.archiveOrder(Number(orderId)),
  ),
  storeRoute("POST", "/refunds/:refundId/decline", (store, _input, { refundId }) =>
    store.declineRefund(Number(refundId)),
  ),
  storeRoute("GET", "/customers", ({ state }) => [...state.customers.values()]),
  storeRoute("POST", "/customers", (store, input) => store.addCustomer(input as CustomerInput)),
  storeRoute("POST", "/subscribers", (store, { email }) => store.subscribe(String(email))),
  storeRoute("PUT", "/settings", (store, input) => store.setSettings(input as Partial<StoreSettings>)),
];

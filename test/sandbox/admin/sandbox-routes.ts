import type { Fault } from "../http/faults";
import type { RateLimit } from "../http/rate-limit";
import type { StoreInput } from "../state/create-store";
import type { WebhookSettings } from "../webhooks/settings";
import type { AdminParts, AdminRoute } from "./admin-route";

/** What is not one store's: further stores, faults, rate limit, webhooks, the log of calls. */
export const sandboxAdminRoutes: AdminRoute[] = [
  { method: "GET", pattern: "/sandbox/health", run: () => undefined },
  {
    method: "POST",
    pattern: "/sandbox/stores",
    run: async ({ parts, input }) => {
      const store = await parts.addStore(input as StoreInput);
      return { hash: store.hash, storefront: store.storefrontUrl() };
    },
  },
  { method: "GET", pattern: "/sandbox/requests", run: ({ parts }) => parts.admin.requests() },
  { method: "DELETE", pattern: "/sandbox/requests", run: ({ parts }) => parts.admin.clearRequests() },
  {
    method: "POST",
    pattern: "/sandbox/faults",
    run: ({ parts, input }) => parts.admin.addFault(input as Fault),
  },
  { method: "DELETE", pattern: "/sandbox/faults", run: ({ parts }) => parts.admin.clearFaults() },
  {
    method: "PUT",
    pattern: "/sandbox/rate-limit",
    run: ({ parts, input }) => parts.admin.setRateLimit(input.off ? "off" : (input as RateLimit)),
  },
  {
    method: "POST",
    pattern: "/sandbox/advance",
    run: ({ parts, input }) => parts.admin.advance(Number(input.ms)),
  },
  { method: "GET", pattern: "/sandbox/webhooks", run: ({ parts }) => webhookReport(parts) },
  {
    method: "PUT",
    pattern: "/sandbox/webhooks",
    run: ({ parts, input }) => {
      parts.admin.webhooks.configure(input as Partial<WebhookSettings>);
      return webhookReport(parts);
    },
  },
  {
    method: "POST",
    pattern: "/sandbox/webhooks/idle",
    run: ({ parts, input }) => parts.admin.webhooks.idle(Number(input.timeoutMs ?? 30_000)),
  },
  {
    method: "POST",
    pattern: "/sandbox/webhooks/redeliver",
    run: ({ parts, input }) => parts.admin.webhooks.redeliver(String(input.eventId)),
  },
];

function webhookReport({ admin }: AdminParts): object {
  return {
    settings: admin.webhooks.settings,
    pending: admin.webhooks.pending(),
    deliveries: admin.webhooks.deliveries(),
  };
}

import { Counter, collectDefaultMetrics, Gauge, Histogram, register } from "prom-client";
import { processWide } from "@/lib/process-wide";

/** Every metric of the app, once a process. Labels have few values: never a store, a person or an id. */
export const metrics = processWide("metrics", () => {
  collectDefaultMetrics();
  return {
    webhooks: new Counter({
      name: "laurel_webhooks_total",
      help: "Webhook requests by what became of them.",
      labelNames: ["outcome"],
    }),
    webhookGroups: new Histogram({
      name: "laurel_webhook_group_size",
      help: "Webhooks committed by one statement.",
      buckets: [1, 2, 5, 10, 20, 50, 100, 200, 500],
    }),
    bigcommerceCalls: new Counter({
      name: "laurel_bigcommerce_calls_total",
      help: "Attempts at BigCommerce's API by operation and status class.",
      labelNames: ["operation", "status"],
    }),
    bigcommerceSeconds: new Histogram({
      name: "laurel_bigcommerce_call_seconds",
      help: "Time an attempt at BigCommerce's API took.",
      labelNames: ["operation"],
      buckets: [0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30],
    }),
    inboxPending: new Gauge({
      name: "laurel_inbox_pending",
      help: "Webhooks accepted and not handled yet, all stores; read when asked.",
    }),
  };
});

export { register };

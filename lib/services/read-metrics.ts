import { observeResponses } from "@/lib/bigcommerce/client/observe-responses";
import { countPendingEntries } from "@/lib/db/inbox";
import { metrics, register } from "@/lib/metrics/metrics";
import { processWide } from "@/lib/process-wide";

/** Every attempt at BigCommerce's API is counted from the first time this module is loaded. */
processWide("bigcommerce-observer", () =>
  observeResponses(({ operation, status, durationMs }) => {
    metrics.bigcommerceCalls.inc({
      operation,
      status: status === null ? "none" : `${Math.floor(status / 100)}xx`,
    });
    metrics.bigcommerceSeconds.observe({ operation }, durationMs / 1000);
  }),
);

/** All metrics in Prometheus' text format. */
export async function readMetrics(): Promise<{ contentType: string; text: string }> {
  metrics.inboxPending.set(await countPendingEntries());
  return { contentType: register.contentType, text: await register.metrics() };
}

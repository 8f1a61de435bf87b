import { observeResponses } from "@/lib/bigcommerce/client/observe-responses";
import { metrics } from "@/lib/metrics/metrics";
import { processWide } from "@/lib/process-wide";

/** Counts every attempt at BigCommerce's API in the metrics, from now on; once a process. */
export function observeBigCommerce(): void {
  processWide("bigcommerce-observer", () =>
    observeResponses(({ operation, status, durationMs }) => {
      metrics.bigcommerceCalls.inc({
        operation,
        status: status === null ? "none" : `${Math.floor(status / 100)}xx`,
      });
      metrics.bigcommerceSeconds.observe({ operation }, durationMs / 1000);
    }),
  );
}

import { countPendingEntries } from "@/lib/db/inbox";
import { metrics, register } from "@/lib/metrics/metrics";

/** All metrics in Prometheus' text format. */
export async function readMetrics(): Promise<{ contentType: string; text: string }> {
  metrics.inboxPending.set(await countPendingEntries());
  return { contentType: register.contentType, text: await register.metrics() };
}

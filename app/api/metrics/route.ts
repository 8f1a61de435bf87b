import { withPublic } from "@/lib/http/with-public";
import { readMetrics } from "@/lib/services/stores/read-metrics";

/** For Prometheus. Holds no store, person or secret; keep it inside all the same (README, "Running it"). */
export const GET = withPublic({
  limited: false,
  handler: async () => {
    const { contentType, text } = await readMetrics();
    return new Response(text, { headers: { "content-type": contentType, "cache-control": "no-store" } });
  },
});

export const dynamic = "force-dynamic";

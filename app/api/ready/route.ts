import { reply } from "@/lib/http/reply";
import { withPublic } from "@/lib/http/with-public";
import { checkReadiness } from "@/lib/services/stores/check-readiness";

/** 200 when the app can do its work, else 503 with what is missing. */
export const GET = withPublic({
  limited: false,
  handler: async () => {
    const readiness = await checkReadiness();
    return reply(readiness.isReady ? 200 : 503, readiness);
  },
});

export const dynamic = "force-dynamic";

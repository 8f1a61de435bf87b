import { Inngest } from "inngest";
import { embeddedClientOptions } from "@/lib/embedded/client-options";
import { env, inngestMode } from "@/lib/env";
import { logger } from "@/lib/logger";

/** The app's one Inngest client. Which engine runs its functions is decided by the environment alone (README). */
export const inngest = new Inngest({
  id: "laurel",
  logger,
  ...(inngestMode() === "embedded" ? embeddedClientOptions() : serverOptions()),
});

function serverOptions() {
  const { INNGEST_BASE_URL, INNGEST_DEV, INNGEST_EVENT_KEY, INNGEST_SIGNING_KEY } = env();
  const isDev = INNGEST_DEV !== undefined && !["", "0", "false"].includes(INNGEST_DEV);
  const baseUrl = INNGEST_BASE_URL ?? (INNGEST_DEV?.startsWith("http") ? INNGEST_DEV : undefined);
  return {
    isDev,
    ...(baseUrl && { baseUrl }),
    ...(INNGEST_EVENT_KEY && { eventKey: INNGEST_EVENT_KEY }),
    ...(INNGEST_SIGNING_KEY && { signingKey: INNGEST_SIGNING_KEY }),
  };
}

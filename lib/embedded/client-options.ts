import { runnerPool } from "@/lib/db/runner/open-pool";
import { answerFetch, embeddedBaseUrl } from "@/lib/embedded/answer-fetch";

/** Options of an Inngest client whose server is our own database. */
export function embeddedClientOptions() {
  return { fetch: answerFetch(runnerPool), baseUrl: embeddedBaseUrl, isDev: true };
}

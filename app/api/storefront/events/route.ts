import { answerPreflight } from "@/lib/http/cors";

/** The stream itself is our HTTP server's (`lib/server/event-streams.ts`); where only Next runs, widgets poll. */
export const OPTIONS = answerPreflight;

import type { InngestFunction } from "inngest";

/** Every durable function of the app. A file a noun under `functions/`, each exporting its own list. */
export const functions: readonly InngestFunction.Any[] = [];

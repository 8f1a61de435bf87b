/** A whole process that runs the app's own functions until it is killed: `node --import tsx app-process.ts`. */
import { inngest } from "@/inngest/client";
import { functions } from "@/inngest/functions";
import { runnerPool, runnerQueuePool } from "@/lib/db/runner/open-pool";
import { startRunner } from "@/lib/embedded/runner";

await startRunner({
  pool: runnerPool(),
  queuePool: runnerQueuePool(),
  client: inngest,
  functions,
  leaseMs: 1_500,
  sweepMs: 200,
});
process.send?.("ready");

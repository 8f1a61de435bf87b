import { cron } from "inngest";
import { inngest } from "@/inngest/client";
import { sealAllLedgers } from "@/lib/services/seal-all-ledgers";

/** Links what was posted to each store's hash chain; posting itself never waits for the chain. */
const sealLedgers = inngest.createFunction(
  { id: "ledger-seal", triggers: [cron("* * * * *")], retries: 2, concurrency: 1 },
  ({ step }) => step.run("seal", sealAllLedgers),
);

export const ledgerFunctions = [sealLedgers];

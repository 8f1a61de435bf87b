import { cron } from "inngest";
import { inngest } from "@/inngest/client";
import { ledgerProofRequested } from "@/inngest/events";
import { reportFailure } from "@/inngest/tell-trouble";
import { giveUpProof, proveLedger } from "@/lib/services/ledger/prove-ledger";
import { requestNightlyProofs } from "@/lib/services/ledger/request-proofs";
import { sealAllLedgers } from "@/lib/services/ledger/seal-all-ledgers";

/** Links what was posted to each store's hash chain; posting itself never waits for the chain. */
const sealLedgers = inngest.createFunction(
  { id: "ledger-seal", triggers: [cron("* * * * *")], retries: 2, concurrency: 1 },
  ({ step }) => step.run("seal", sealAllLedgers),
);

/** Reads a whole ledger, so one a store at a time, and two in all. */
const prove = inngest.createFunction(
  {
    id: "ledger-prove",
    triggers: [ledgerProofRequested],
    retries: 3,
    concurrency: [{ key: "event.data.storeId", limit: 1 }, { limit: 2 }],
    onFailure: async ({ event, error }) => {
      const { storeId, proofId } = event.data.event.data;
      const reason = reportFailure(error, { storeId, proofId }, "a ledger could not be proven");
      await giveUpProof(BigInt(storeId), BigInt(proofId), reason);
    },
  },
  ({ event, step }) =>
    step.run("prove", () =>
      proveLedger({ storeId: BigInt(event.data.storeId), proofId: BigInt(event.data.proofId) }),
    ),
);

const proveAll = inngest.createFunction(
  { id: "ledger-prove-all", triggers: [cron("7 4 * * *")], retries: 3, concurrency: 1 },
  async ({ step }) => {
    let after: string | null = "0";
    for (let page = 1; after !== null; page += 1) {
      const from: string = after;
      const { next } = await step.run(`request-page-${page}`, () => requestNightlyProofs(BigInt(from)));
      after = next;
    }
  },
);

export const ledgerFunctions = [sealLedgers, prove, proveAll];

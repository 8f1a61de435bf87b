import { inngest } from "@/inngest/client";
import { customersImportRequested, storeUninstalled } from "@/inngest/events";
import { systemClock } from "@/lib/clock";
import { importCustomerPages, stopCustomerImport } from "@/lib/services/customers/import-customers";

/** Twenty pages of 250 a step: a million customers are 200 steps, and a kill repeats one page. */
const pagesPerStep = 20;
const stepsMax = 900;

/** Copies all customers of a store; progress stands in `import_jobs`. */
const importAll = inngest.createFunction(
  {
    id: "customers-import",
    triggers: [customersImportRequested],
    retries: 10,
    concurrency: { key: "event.data.storeId", limit: 1 },
    cancelOn: [{ event: storeUninstalled, match: "data.storeId" }],
    onFailure: async ({ event, error }) => {
      const { storeId, importId } = event.data.event.data;
      await stopCustomerImport(BigInt(storeId), BigInt(importId), error.message);
    },
  },
  async ({ event, step }) => {
    const storeId = BigInt(event.data.storeId);
    const importId = BigInt(event.data.importId);
    for (let round = 1; round <= stepsMax; round += 1) {
      const { isDone } = await step.run(`pages-${round}`, () =>
        importCustomerPages({ storeId, importId, pagesMax: pagesPerStep }, () => systemClock.now()),
      );
      if (isDone) return;
    }
    throw new Error("More customers than one copy can hold.");
  },
);

export const customerFunctions = [importAll];

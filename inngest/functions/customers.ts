import { inngest } from "@/inngest/client";
import { customersImportRequested, storeUninstalled, sweepDue } from "@/inngest/events";
import { stopWhenGone } from "@/inngest/stop-when-gone";
import { reportFailure, tellTrouble } from "@/inngest/tell-trouble";
import { systemClock } from "@/lib/clock";
import { importCustomerPages, stopCustomerImport } from "@/lib/services/customers/import-customers";
import { sweepCustomers } from "@/lib/services/customers/sweep-customers";

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
      const reason = reportFailure(error, { storeId, importId }, "customers could not be brought in");
      await stopCustomerImport(BigInt(storeId), BigInt(importId), reason);
    },
  },
  async ({ event, step }) => {
    const storeId = BigInt(event.data.storeId);
    const importId = BigInt(event.data.importId);
    for (let round = 1; round <= stepsMax; round += 1) {
      const { isDone } = await step.run(`pages-${round}`, () =>
        importCustomerPages({ storeId, importId, pagesMax: pagesPerStep }, () => systemClock.now()).catch(
          tellTrouble("read customers"),
        ),
      );
      if (isDone) return;
    }
    await step.run("too-many", () =>
      stopCustomerImport(storeId, importId, "These are more customers than one copy brings in."),
    );
  },
);

/** Customers whose webhooks were missed; a sweep of customers that fails never holds up the one of orders. */
const sweep = inngest.createFunction(
  {
    id: "customers-sweep",
    triggers: [sweepDue],
    retries: 3,
    concurrency: { key: "event.data.storeId", limit: 1 },
  },
  ({ event, step }) =>
    step.run("sweep", () =>
      sweepCustomers(BigInt(event.data.storeId), systemClock.now()).catch(stopWhenGone),
    ),
);

export const customerFunctions = [importAll, sweep];

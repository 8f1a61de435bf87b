import { inngest } from "@/inngest/client";
import { backfillRequested, backfillRevertRequested, storeUninstalled } from "@/inngest/events";
import { systemClock } from "@/lib/clock";
import { failBackfill, importPastOrders, stopBackfill } from "@/lib/services/backfill/import-past-orders";
import { revertImportedOrders, stopRevert } from "@/lib/services/backfill/revert-backfill";

const oneAStore = { key: "event.data.storeId", limit: 1 };
const untilUninstalled = { event: storeUninstalled, match: "data.storeId" };

/** Twenty pages of 250 a step: a million orders are 200 steps, and a kill repeats one page. */
const pagesPerStep = 20;
const stepsMax = 900;

/** Points for past orders; progress stands in `import_jobs`. */
const importOrders = inngest.createFunction(
  {
    id: "backfill-import",
    triggers: [backfillRequested],
    retries: 10,
    concurrency: oneAStore,
    cancelOn: [untilUninstalled],
    onFailure: async ({ event, error }) => {
      const { storeId, importId } = event.data.event.data;
      await failBackfill(BigInt(storeId), BigInt(importId), error, systemClock.now());
    },
  },
  async ({ event, step }) => {
    const storeId = BigInt(event.data.storeId);
    const importId = BigInt(event.data.importId);
    for (let round = 1; round <= stepsMax; round += 1) {
      const { isDone } = await step.run(`pages-${round}`, () =>
        importPastOrders({ storeId, importId, pagesMax: pagesPerStep }, () => systemClock.now()),
      );
      if (isDone) return;
    }
    await step.run("too-many", () =>
      stopBackfill(storeId, importId, "These are more orders than one run brings in.", systemClock.now()),
    );
  },
);

/** Takes an import back, some hundred orders a step. */
const revert = inngest.createFunction(
  {
    id: "backfill-revert",
    triggers: [backfillRevertRequested],
    retries: 10,
    concurrency: oneAStore,
    cancelOn: [untilUninstalled],
    onFailure: async ({ event, error }) => {
      const { storeId, importId } = event.data.event.data;
      await stopRevert(BigInt(storeId), BigInt(importId), error);
    },
  },
  async ({ event, step }) => {
    const storeId = BigInt(event.data.storeId);
    const importId = BigInt(event.data.importId);
    for (let round = 1; ; round += 1) {
      const { isDone } = await step.run(`take-back-${round}`, async () => {
        let result = { isDone: false };
        for (let count = 0; count < pagesPerStep && !result.isDone; count += 1) {
          result = await revertImportedOrders({ storeId, importId, now: systemClock.now() });
        }
        return result;
      });
      if (isDone) return;
    }
  },
);

export const backfillFunctions = [importOrders, revert];

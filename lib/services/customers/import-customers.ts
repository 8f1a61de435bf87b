import { listCustomers } from "@/lib/bigcommerce/customers";
import { advanceCustomerSweep } from "@/lib/db/customers";
import { advanceImport, failImport, findImport, openCustomerImport } from "@/lib/db/imports";
import { findStore } from "@/lib/db/stores";
import { inTransaction } from "@/lib/db/transaction";
import { saveCustomersOrIsolate, warnOfUnreadable } from "@/lib/services/customers/save-customers";
import { recordEffects } from "@/lib/services/runs/record-effects";
import { withStoreClient } from "@/lib/services/stores/open-store-client";

/**
 * Begins a copy of all customers, or goes on with the one that is under way. Progress stands in `import_jobs`.
 * @returns the id of the copy
 */
export function startCustomerImport(storeId: bigint): Promise<{ importId: bigint }> {
  return inTransaction(async (tx) => {
    const job = await openCustomerImport(tx, storeId);
    const store = await findStore(storeId);
    await recordEffects(tx, storeId, [
      {
        // Once an install: the run of an earlier one ended with it and left the copy where it was.
        key: `import/${job.id}/${store?.installedAt.getTime()}`,
        event: {
          name: "customers/import-requested",
          data: { storeId: String(storeId), importId: String(job.id) },
        },
      },
    ]);
    return { importId: job.id };
  });
}

/**
 * Copies some pages of 250 customers, going on where the last committed page ended. The cursor moves once its page is
 * committed, so a kill repeats one page at most, and repeating it changes nothing. A customer who cannot be written is
 * passed by.
 * @returns whether there are no more
 */
export function importCustomerPages(
  input: { storeId: bigint; importId: bigint; pagesMax: number },
  now: () => Date = () => new Date(),
): Promise<{ isDone: boolean }> {
  const { storeId, importId, pagesMax } = input;
  return withStoreClient(storeId, async ({ client }) => {
    for (let page = 0; page < pagesMax; page += 1) {
      const job = await findImport(storeId, importId);
      if (job?.status !== "running") return { isDone: true };
      const { customers, unreadable, nextCursor, total } = await listCustomers(client, job.cursor);
      const unsaved = await saveCustomersOrIsolate({ storeId, customers, isCopy: true });
      warnOfUnreadable(storeId, [...unreadable, ...unsaved]);
      // What changed while the copy ran is found by the sweep that begins where the copy began. Before the copy counts
      // as done: after a kill in between nobody would come back here.
      if (nextCursor === null) await advanceCustomerSweep(storeId, job.startedAt);
      const finishedAt = nextCursor === null ? now() : null;
      await advanceImport(storeId, importId, {
        cursor: nextCursor ?? job.cursor,
        count: customers.length,
        total,
        finishedAt,
      });
      if (nextCursor === null) return { isDone: true };
    }
    return { isDone: false };
  });
}

/** The copy cannot be finished; the reason is shown on the dashboard. */
export function stopCustomerImport(storeId: bigint, importId: bigint, reason: string): Promise<void> {
  return failImport(storeId, importId, reason, new Date());
}

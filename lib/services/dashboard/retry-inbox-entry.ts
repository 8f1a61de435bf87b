import { reopenFailedEntry } from "@/lib/db/dashboard/repair";
import { inTransaction } from "@/lib/db/transaction";
import { AppError } from "@/lib/errors";
import { sendEventsInTransaction } from "@/lib/events";

/**
 * Puts a failed webhook back in line and wakes whoever handles it.
 * Throws `AppError`: `not_found`, also for another store's id; `conflict` when it did not fail.
 */
export async function retryInboxEntry(input: { storeId: bigint; entryId: number }): Promise<void> {
  await inTransaction(async (tx) => {
    const entry = await reopenFailedEntry(tx, input.storeId, BigInt(input.entryId));
    if (!entry) throw new AppError("not_found", "There is no such webhook in this store.");
    if (!entry.wasFailed) throw new AppError("conflict", "Only a failed webhook can be tried again.");
    const topic = entry.scope.startsWith("store/order/") ? "orders" : "store";
    await sendEventsInTransaction(tx, [
      { name: "webhooks/received", data: { storeId: String(input.storeId), topic } },
    ]);
  });
}

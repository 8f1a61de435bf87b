import { reopenFailedImport } from "@/lib/db/dashboard/repair";
import { inTransaction } from "@/lib/db/transaction";
import { AppError } from "@/lib/errors";
import { sendEventsInTransaction } from "@/lib/events";

/** Goes on with a failed copy of customers where it stopped. Throws `AppError("conflict")` when none failed. */
export async function resumeImport(storeId: bigint): Promise<void> {
  await inTransaction(async (tx) => {
    const job = await reopenFailedImport(tx, storeId);
    if (!job) throw new AppError("conflict", "No copy of customers has failed.");
    const data = { storeId: String(storeId), importId: String(job.id) };
    await sendEventsInTransaction(tx, [{ name: "customers/import-requested", data }]);
  });
}

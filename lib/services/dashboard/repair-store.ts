import { resetProvisioning } from "@/lib/db/dashboard/repair";
import { inTransaction } from "@/lib/db/transaction";
import { sendEventsInTransaction } from "@/lib/events";

/** Runs the set-up after install again: store facts, webhooks, scripts. What is in place already stays as it is. */
export async function repairStore(storeId: bigint): Promise<void> {
  await inTransaction(async (tx) => {
    await resetProvisioning(tx, storeId);
    await sendEventsInTransaction(tx, [{ name: "store/installed", data: { storeId: String(storeId) } }]);
  });
}

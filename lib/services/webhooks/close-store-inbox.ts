import { failRunningImports } from "@/lib/db/imports";
import { ignorePendingEntries } from "@/lib/db/inbox";
import { findStore } from "@/lib/db/stores";

/** After an uninstall nothing is pending any more. A store that was installed again meanwhile is left alone. */
export async function closeStoreInbox(storeId: bigint, now: Date): Promise<void> {
  const store = await findStore(storeId);
  if (store?.status !== "uninstalled") return;
  await ignorePendingEntries(storeId, now);
  await failRunningImports(storeId, "Laurel was uninstalled.", now);
}

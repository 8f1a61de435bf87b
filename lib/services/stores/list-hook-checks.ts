import { listInstalledStoreIds } from "@/lib/db/stores";
import type { OutgoingEvent } from "@/lib/events";

const pageSize = 500;

/** One page of installed stores as events, and where the next page begins (`null`: that was all). */
export async function listHookChecks(
  afterStoreId: bigint,
): Promise<{ events: OutgoingEvent[]; next: string | null }> {
  const ids = await listInstalledStoreIds(afterStoreId, pageSize);
  const events = ids.map(
    (id): OutgoingEvent => ({ name: "store/hooks.check.due", data: { storeId: String(id) } }),
  );
  return { events, next: ids.length < pageSize ? null : String(ids.at(-1)) };
}

import { listStuckStores } from "@/lib/db/inbox";
import { sendEvents } from "@/lib/events";

/** Pending for longer than this: the wake-up call got lost, or its work failed for good. */
const stuckMs = 60_000;

/** Not more often than this: a store that BigCommerce keeps unavailable would pile up calls. */
const againMs = 5 * 60_000;

/** Wakes every installed store with webhooks that have been pending too long. @returns how many wake-up calls */
export async function wakeStuckStores(now: Date = new Date()): Promise<number> {
  const stuck = await listStuckStores(new Date(now.getTime() - stuckMs));
  await sendEvents(
    stuck.map(({ storeId, topic }) => ({
      name: "webhooks/received",
      data: { storeId: String(storeId), topic },
      id: `wake/${storeId}/${topic}/${Math.floor(now.getTime() / againMs)}`,
    })),
  );
  return stuck.length;
}

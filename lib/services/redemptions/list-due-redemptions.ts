import { type DueBefore, findStoresWithDueRedemptions } from "@/lib/db/redemptions/find-due-redemptions";
import type { OutgoingEvent } from "@/lib/events";

const storesPerFanOut = 1_000;
/** A run that issues or cancels is at work so long without a word; then it counts as lost. */
const lostAfterMs = 2 * 60_000;

export function dueBefore(now: Date): DueBefore {
  const lost = new Date(now.getTime() - lostAfterMs);
  return { stuck: lost, expired: now, unfinished: lost };
}

/** One event a minute for every store whose redemptions have something to be done. */
export async function listDueRedemptions(now: Date): Promise<OutgoingEvent[]> {
  const storeIds = await findStoresWithDueRedemptions(dueBefore(now), storesPerFanOut);
  const minute = Math.floor(now.getTime() / 60_000);
  return storeIds.map((storeId) => ({
    name: "redemptions/due",
    data: { storeId: String(storeId) },
    id: `redemptions/${storeId}/${minute}`,
  }));
}

import { findStoresWithDueHolds } from "@/lib/db/orders/find-due-holds";
import { findStoresDueForSweep } from "@/lib/db/sweeps";
import { env } from "@/lib/env";
import type { OutgoingEvent } from "@/lib/events";

/** More than this wait for the next minute: a fan-out stays one small request. */
const storesPerFanOut = 1_000;

/** How often each store is swept, in seconds. */
export function sweepIntervalSeconds(): number {
  return env().SWEEP_INTERVAL_SECONDS;
}

/** One event for every store whose last sweep is older than the interval; asking twice in an interval sends none twice. */
export async function listDueSweeps(now: Date): Promise<OutgoingEvent[]> {
  const intervalMs = sweepIntervalSeconds() * 1_000;
  const storeIds = await findStoresDueForSweep(new Date(now.getTime() - intervalMs), storesPerFanOut);
  const slot = Math.floor(now.getTime() / intervalMs);
  return storeIds.map((storeId) => ({
    name: "store/sweep.due",
    data: { storeId: String(storeId) },
    id: `sweep/${storeId}/${slot}`,
  }));
}

/** One event a minute for every store with points whose hold is over. */
export async function listDueHolds(now: Date): Promise<OutgoingEvent[]> {
  const storeIds = await findStoresWithDueHolds(now, storesPerFanOut);
  const minute = Math.floor(now.getTime() / 60_000);
  return storeIds.map((storeId) => ({
    name: "orders/holds.due",
    data: { storeId: String(storeId) },
    id: `holds/${storeId}/${minute}`,
  }));
}

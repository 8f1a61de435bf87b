import { listCustomersModifiedSince } from "@/lib/bigcommerce/customers";
import { advanceCustomerSweep } from "@/lib/db/customers";
import { sweepSubscribers } from "@/lib/services/actions/award-newsletter";
import { saveCustomersOrIsolate, warnOfUnreadable } from "@/lib/services/customers/save-customers";
import { withStoreClient } from "@/lib/services/stores/open-store-client";

/** Covers clocks that differ and rows that were being written when we looked. */
const overlapMs = 10 * 60_000;

/**
 * Finds customers and newsletter subscriptions whose webhooks were missed: all modified since the last sweep. Does nothing before the first
 * copy of all customers has finished, because that sets the mark.
 */
export function sweepCustomers(storeId: bigint, now: Date = new Date()): Promise<{ swept: number }> {
  return withStoreClient(storeId, async ({ client, store }) => {
    if (!store.sweptCustomersUntil) return { swept: 0 };
    const since = new Date(store.sweptCustomersUntil.getTime() - overlapMs);
    let swept = 0;
    let cursor: string | null = null;
    do {
      const page = await listCustomersModifiedSince(client, since.toISOString(), cursor);
      const unsaved = await saveCustomersOrIsolate({ storeId, customers: page.customers, isCopy: false });
      warnOfUnreadable(storeId, [...page.unreadable, ...unsaved]);
      swept += page.customers.length;
      cursor = page.nextCursor;
    } while (cursor !== null);
    await sweepSubscribers(storeId, since, now);
    await advanceCustomerSweep(storeId, now);
    return { swept };
  });
}

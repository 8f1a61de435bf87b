import { type CustomerProblem, getCustomersByIds } from "@/lib/bigcommerce/customers";
import { markCustomersDeleted } from "@/lib/db/customers";
import { saveCustomersOrIsolate, warnOfUnreadable } from "@/lib/services/customers/save-customers";
import { withStoreClient } from "@/lib/services/stores/open-store-client";

/** `unreadable`: could not be read or written; the others were. */
export type SyncedCustomers = { found: number; deleted: number; unreadable: CustomerProblem[] };

/**
 * Brings what we know of these customers up to date, whatever happened to them: one call to BigCommerce per 200.
 * Those it no longer has are disabled.
 * Throws `AppError("store_not_installed")` and what BigCommerce's client throws.
 */
export async function syncCustomers(
  input: { storeId: bigint; bcCustomerIds: readonly number[] },
  now: Date = new Date(),
): Promise<SyncedCustomers> {
  const { storeId, bcCustomerIds } = input;
  if (bcCustomerIds.length === 0) return { found: 0, deleted: 0, unreadable: [] };
  const read = await withStoreClient(storeId, ({ client }) => getCustomersByIds(client, bcCustomerIds));
  const there = new Set([...read.customers.keys(), ...read.unreadable.map(({ customerId }) => customerId)]);
  const missing = bcCustomerIds.filter((id) => !there.has(id));
  const unsaved = await saveCustomersOrIsolate({
    storeId,
    customers: [...read.customers.values()],
    isCopy: false,
  });
  const unreadable = [...read.unreadable, ...unsaved];
  warnOfUnreadable(storeId, unreadable);
  if (missing.length > 0) await markCustomersDeleted(storeId, missing, now);
  return { found: read.customers.size, deleted: missing.length, unreadable };
}

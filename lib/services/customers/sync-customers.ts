import { getCustomersByIds } from "@/lib/bigcommerce/customers";
import { markCustomersDeleted } from "@/lib/db/customers";
import { inTransaction } from "@/lib/db/transaction";
import { saveCustomers } from "@/lib/services/customers/save-customers";
import { withStoreClient } from "@/lib/services/stores/open-store-client";

export type SyncedCustomers = { found: number; deleted: number };

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
  if (bcCustomerIds.length === 0) return { found: 0, deleted: 0 };
  const known = await withStoreClient(storeId, ({ client }) => getCustomersByIds(client, bcCustomerIds));
  const missing = bcCustomerIds.filter((id) => !known.has(id));
  await inTransaction((tx) => saveCustomers(tx, { storeId, customers: [...known.values()], isCopy: false }));
  if (missing.length > 0) await markCustomersDeleted(storeId, missing, now);
  return { found: known.size, deleted: missing.length };
}

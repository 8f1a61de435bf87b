import { findCustomers } from "@/lib/db/dashboard/find-customers";
import type { CustomerRow, ListCustomersQuery } from "@/lib/schemas/admin/customers";
import type { Page } from "@/lib/schemas/admin/page";
import { describeCustomer } from "@/lib/services/dashboard/describe-customer";
import { decodeCursor, toPage } from "@/lib/services/dashboard/page-cursor";

/** A page of a store's customers, newest first. Throws `AppError("validation_failed")` for a foreign cursor. */
export async function listCustomers(
  query: ListCustomersQuery & { storeId: bigint },
): Promise<Page<CustomerRow>> {
  const { storeId, state, limit } = query;
  const q = query.q || undefined;
  const scope = { list: "customers", storeId, filter: { q, state } };
  const afterId = decodeCursor(scope, query.cursor);
  const records = await findCustomers(storeId, { q, state }, { afterId, limit: limit + 1 });
  return toPage(scope, records.map(describeCustomer), limit);
}

import { findCustomer } from "@/lib/db/dashboard/find-customers";
import { findOrdersOfCustomer } from "@/lib/db/dashboard/find-orders";
import { AppError } from "@/lib/errors";
import type { ListOrdersQuery, OrderRow } from "@/lib/schemas/admin/orders";
import type { Page } from "@/lib/schemas/admin/page";
import { describeOrder } from "@/lib/services/dashboard/describe-order";
import { decodeCursor, toPage } from "@/lib/services/dashboard/page-cursor";

/**
 * A page of a customer's orders, the ones that earned nothing too.
 * Throws `AppError`: `not_found` for a customer the store does not have, `validation_failed` for a foreign cursor.
 */
export async function listCustomerOrders(
  query: ListOrdersQuery & { storeId: bigint },
): Promise<Page<OrderRow>> {
  const { storeId, customerId, limit } = query;
  if (!(await findCustomer(storeId, customerId))) {
    throw new AppError("not_found", "There is no such customer in this store.");
  }
  const scope = { list: "orders", storeId, filter: { customerId } };
  const afterId = decodeCursor(scope, query.cursor);
  const records = await findOrdersOfCustomer(storeId, customerId, { afterId, limit: limit + 1 });
  return toPage(scope, records.map(describeOrder), limit);
}

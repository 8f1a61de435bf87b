import { findCustomer } from "@/lib/db/dashboard/find-customers";
import { findOrders } from "@/lib/db/dashboard/find-orders";
import { AppError } from "@/lib/errors";
import type { ListOrdersQuery, OrderRow } from "@/lib/schemas/admin/orders";
import type { Page } from "@/lib/schemas/admin/page";
import { describeOrder } from "@/lib/services/dashboard/describe-order";
import { decodeCursor, encodeCursor } from "@/lib/services/dashboard/page-cursor";

/**
 * A page of orders by number, those that earned nothing too: of one customer, or of the whole store.
 * Throws `AppError`: `not_found` for a customer the store does not have, `validation_failed` for a foreign cursor.
 */
export async function listOrders(query: ListOrdersQuery & { storeId: bigint }): Promise<Page<OrderRow>> {
  const { storeId, customerId, limit } = query;
  if (customerId !== undefined && !(await findCustomer(storeId, customerId))) {
    throw new AppError("not_found", "There is no such customer in this store.");
  }
  const scope = { list: "orders", storeId, filter: { customerId } };
  const belowNumber = decodeCursor(scope, query.cursor);
  const records = await findOrders(storeId, { customerId }, { belowNumber, limit: limit + 1 });
  const items = records.slice(0, limit).map(describeOrder);
  const last = items.at(-1);
  return { items, nextCursor: records.length > limit && last ? encodeCursor(scope, last.bcOrderId) : null };
}

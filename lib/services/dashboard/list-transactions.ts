import { findCustomer } from "@/lib/db/dashboard/find-customers";
import { findCustomerTransactions, findTransactions } from "@/lib/db/dashboard/find-transactions";
import { AppError } from "@/lib/errors";
import type { Page } from "@/lib/schemas/admin/page";
import type { ListTransactionsQuery, TransactionRow } from "@/lib/schemas/admin/transactions";
import { describeTransaction } from "@/lib/services/dashboard/describe-transaction";
import { decodeCursor, toPage } from "@/lib/services/dashboard/page-cursor";

/**
 * A page of points transactions, newest first: of one customer and whoever was merged into them, or of the whole store.
 * Throws `AppError`: `not_found` for a customer the store does not have, `validation_failed` for a foreign cursor.
 */
export async function listTransactions(
  query: ListTransactionsQuery & { storeId: bigint },
): Promise<Page<TransactionRow>> {
  const { storeId, customerId, limit } = query;
  if (customerId !== undefined && !(await findCustomer(storeId, customerId))) {
    throw new AppError("not_found", "There is no such customer in this store.");
  }
  const scope = { list: "transactions", storeId, filter: { customerId } };
  const page = { afterId: decodeCursor(scope, query.cursor), limit: limit + 1 };
  const records =
    customerId === undefined
      ? await findTransactions(storeId, {}, page)
      : await findCustomerTransactions(storeId, customerId, page);
  return toPage(
    scope,
    records.map((record) => describeTransaction(record, customerId)),
    limit,
  );
}

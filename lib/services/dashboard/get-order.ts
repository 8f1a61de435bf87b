import { findOrderByNumber } from "@/lib/db/dashboard/find-orders";
import { findTransactions } from "@/lib/db/dashboard/find-transactions";
import { AppError } from "@/lib/errors";
import type { OrderDetail } from "@/lib/schemas/admin/orders";
import { describeOrder } from "@/lib/services/dashboard/describe-order";
import { describeTransaction } from "@/lib/services/dashboard/describe-transaction";

/** Refunds and holds make a few transactions an order; more than this nobody reads in a panel. */
const transactionsMax = 50;

/** One order with its explanation, lines and transactions. `orderNumber` is BigCommerce's. Throws `AppError("not_found")`, also for another store's order. */
export async function getOrder(input: { storeId: bigint; orderNumber: number }): Promise<OrderDetail> {
  const record = await findOrderByNumber(input.storeId, input.orderNumber);
  if (!record) throw new AppError("not_found", "There is no such order in this store.");
  const page = { afterId: null, limit: transactionsMax };
  const transactions = await findTransactions(input.storeId, { orderId: record.id }, page);
  return {
    ...describeOrder(record),
    syncedAt: record.syncedAt.toISOString(),
    lines: record.facts.lines.map((line) => ({
      lineId: line.lineId,
      productId: line.productId,
      quantity: line.quantity,
      paidIncTaxMinor: line.paidIncTaxMinor,
    })),
    explanation: record.explanation,
    transactions: transactions.map((transaction) => describeTransaction(transaction)),
  };
}

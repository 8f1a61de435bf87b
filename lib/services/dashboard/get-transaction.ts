import { findEntries, findTransaction } from "@/lib/db/dashboard/find-transactions";
import { AppError } from "@/lib/errors";
import type { TransactionDetail } from "@/lib/schemas/admin/transactions";
import { describeTransaction } from "@/lib/services/dashboard/describe-transaction";

/** One transaction with its legs and explanation. Throws `AppError("not_found")`, also for another store's id. */
export async function getTransaction(input: {
  storeId: bigint;
  transactionId: number;
}): Promise<TransactionDetail> {
  const record = await findTransaction(input.storeId, input.transactionId);
  if (!record) throw new AppError("not_found", "There is no such transaction in this store.");
  return {
    ...describeTransaction(record),
    occurredAt: record.occurredAt.toISOString(),
    internalNote: record.internalNote,
    entries: await findEntries(input.storeId, input.transactionId),
    explanation: record.explanation,
  };
}

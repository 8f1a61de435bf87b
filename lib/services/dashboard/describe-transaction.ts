import type { TransactionRecord } from "@/lib/db/dashboard/find-transactions";
import { customerName } from "@/lib/format/customer-name";
import type { TransactionRow } from "@/lib/schemas/admin/transactions";
import { summarize } from "@/lib/services/dashboard/summarize-explanation";

/** A points transaction as the dashboard's lists show it; `viewedId` is whose history is looked at. */
export function describeTransaction(record: TransactionRecord, viewedId = record.customerId): TransactionRow {
  return {
    id: record.id,
    type: record.type,
    pointsChange: record.pointsChange,
    isMerged: record.customerId !== viewedId,
    customer: { id: record.customerId, name: customerName(record), email: record.email },
    order:
      record.orderId === null || record.bcOrderId === null
        ? null
        : { id: record.orderId, bcOrderId: record.bcOrderId },
    programVersion: record.programVersion,
    summary: record.description ?? summarize(record.explanation),
    createdAt: record.createdAt.toISOString(),
  };
}

import type { CustomerRecord } from "@/lib/db/dashboard/find-customers";
import { customerName } from "@/lib/format/customer-name";
import type { CustomerRow } from "@/lib/schemas/admin/customers";

/** A customer as the dashboard's lists show them. */
export function describeCustomer(record: CustomerRecord): CustomerRow {
  return {
    id: record.id,
    bcCustomerId: record.bcCustomerId,
    name: customerName(record),
    email: record.email,
    state: record.state,
    pointsAvailable: record.available,
    pointsPending: record.pending,
    pointsDebt: Math.abs(record.debt),
    lastActivityAt: record.lastActivityAt?.toISOString() ?? null,
    createdAt: record.createdAt.toISOString(),
  };
}

import type { OrderRecord } from "@/lib/db/dashboard/find-orders";
import { customerName } from "@/lib/format/customer-name";
import type { OrderRow } from "@/lib/schemas/admin/orders";
import { summarize } from "@/lib/services/dashboard/summarize-explanation";

/** An order as the dashboard's lists show it. */
export function describeOrder(record: OrderRecord): OrderRow {
  return {
    id: record.id,
    bcOrderId: record.bcOrderId,
    placedAt: record.placedAt.toISOString(),
    statusId: record.statusId,
    currency: record.currency,
    decimalPlaces: record.decimalPlaces,
    totalMinor: record.totalMinor,
    awarded: record.awarded,
    pointsAvailable: record.pointsAvailable,
    pointsPending: record.pointsPending,
    pointsAwarded: record.pointsAwarded,
    pointsShortfall: record.pointsShortfall,
    pendingUntil: record.pendingUntil?.toISOString() ?? null,
    programVersion: record.programVersion,
    summary: summarize(record.explanation),
    customer: describeOwner(record),
    guestEmail: record.guestEmail,
  };
}

function describeOwner({ customerId, firstName, lastName, email }: OrderRecord): OrderRow["customer"] {
  if (customerId === null) return null;
  const name = customerName({ firstName: firstName ?? "", lastName: lastName ?? "", email: email ?? "" });
  return { id: customerId, name };
}

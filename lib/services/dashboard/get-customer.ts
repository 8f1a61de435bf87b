import { findCustomer } from "@/lib/db/dashboard/find-customers";
import { findMerges, type MergedPerson } from "@/lib/db/dashboard/find-merges";
import { AppError } from "@/lib/errors";
import { customerName } from "@/lib/format/customer-name";
import type { CustomerProfile } from "@/lib/schemas/admin/customers";
import { describeCustomer } from "@/lib/services/dashboard/describe-customer";

/** One customer of the store. Throws `AppError("not_found")`, also for another store's id. */
export async function getCustomer(input: {
  store: { id: bigint; hash: string };
  customerId: number;
}): Promise<CustomerProfile> {
  const [record, merges] = await Promise.all([
    findCustomer(input.store.id, input.customerId),
    findMerges(input.store.id, input.customerId),
  ]);
  if (!record) throw new AppError("not_found", "There is no such customer in this store.");
  return {
    ...describeCustomer(record),
    memberSince: record.memberSince?.toISOString() ?? null,
    bcCreatedAt: record.bcCreatedAt?.toISOString() ?? null,
    deletedAt: record.deletedAt?.toISOString() ?? null,
    earnedTotal: record.earnedTotal,
    spentTotal: record.spentTotal,
    pointsHeld: record.held,
    mergedInto: merges.into && describeMerged(merges.into),
    mergedFrom: merges.from.map(describeMerged),
    controlPanelUrl:
      record.bcCustomerId === null
        ? null
        : `https://store-${input.store.hash}.mybigcommerce.com/manage/customers/${record.bcCustomerId}/edit`,
  };
}

function describeMerged(person: MergedPerson): CustomerProfile["mergedFrom"][number] {
  return { id: person.id, name: customerName(person), mergedAt: person.mergedAt.toISOString() };
}

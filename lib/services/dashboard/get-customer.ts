import { findCustomer } from "@/lib/db/dashboard/find-customers";
import { AppError } from "@/lib/errors";
import type { CustomerProfile } from "@/lib/schemas/admin/customers";
import { describeCustomer } from "@/lib/services/dashboard/describe-customer";

/** One customer of the store. Throws `AppError("not_found")`, also for another store's id. */
export async function getCustomer(input: {
  store: { id: bigint; hash: string };
  customerId: number;
}): Promise<CustomerProfile> {
  const record = await findCustomer(input.store.id, input.customerId);
  if (!record) throw new AppError("not_found", "There is no such customer in this store.");
  return {
    ...describeCustomer(record),
    memberSince: record.memberSince?.toISOString() ?? null,
    bcCreatedAt: record.bcCreatedAt?.toISOString() ?? null,
    deletedAt: record.deletedAt?.toISOString() ?? null,
    earnedTotal: record.earnedTotal,
    spentTotal: record.spentTotal,
    pointsHeld: record.held,
    controlPanelUrl:
      record.bcCustomerId === null
        ? null
        : `https://store-${input.store.hash}.mybigcommerce.com/manage/customers/${record.bcCustomerId}/edit`,
  };
}

import { type CustomerRecord, findCustomer } from "@/lib/db/dashboard/find-customers";
import { countBelongings, findMerges } from "@/lib/db/dashboard/find-merges";
import { AppError } from "@/lib/errors";
import { planMerge } from "@/lib/loyalty/plan-merge";
import { applyEntries } from "@/lib/loyalty/posting-sums";
import type { MergePreview, MergeSide } from "@/lib/schemas/admin/customers";
import { describeCustomer } from "@/lib/services/dashboard/describe-customer";

export type PreviewMergeInput = { storeId: bigint; customerId: number; otherId: number };

/**
 * Two customers side by side and what they have together, before one is merged into the other: the points are the same whoever
 * stays. Changes nothing.
 * @throws AppError `not_found` when either is not of this store; `conflict` when they are the same or one was merged
 * away already
 */
export async function previewMerge({
  storeId,
  customerId,
  otherId,
}: PreviewMergeInput): Promise<MergePreview> {
  if (customerId === otherId) throw new AppError("conflict", "A customer cannot be merged into themselves.");
  const [one, other] = await Promise.all([find(storeId, customerId), find(storeId, otherId)]);
  const counts = await countBelongings(storeId, [customerId, otherId]);
  const after = applyEntries(one, planMerge(other, one).into);
  const side = (record: CustomerRecord): MergeSide => ({
    ...describeCustomer(record),
    ...(counts.get(record.id) ?? { orders: 0, rewards: 0 }),
    pointsHeld: record.held,
    whyNotStay: record.state === "disabled" ? "Their balance is frozen." : null,
  });
  return {
    sides: [side(one), side(other)],
    after: {
      pointsAvailable: after.available,
      pointsPending: after.pending,
      pointsHeld: after.held,
      pointsDebt: Math.abs(after.debt),
    },
  };
}

async function find(storeId: bigint, id: number): Promise<CustomerRecord> {
  const [record, { into }] = await Promise.all([findCustomer(storeId, id), findMerges(storeId, id)]);
  if (!record) throw new AppError("not_found", "There is no such customer in this store.");
  if (into) throw new AppError("conflict", "They were merged into somebody else before.");
  return record;
}

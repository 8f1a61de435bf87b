import { type Clock, systemClock } from "@/lib/clock";
import type { MergeResult } from "@/lib/schemas/admin/customers";
import { mergeCustomers } from "@/lib/services/customers/merge-customers";

export type MergeByStaffInput = {
  storeId: bigint;
  /** Who goes, and who stays. */
  customerId: number;
  intoId: number;
  actorId: bigint;
};

/** The dashboard's merge, now. @throws what {@link mergeCustomers} throws */
export async function mergeByStaff(
  input: MergeByStaffInput,
  clock: Clock = systemClock,
): Promise<MergeResult> {
  const { storeId, customerId, intoId, actorId } = input;
  const result = await mergeCustomers({
    ...{ storeId, actorId, now: clock.now() },
    fromId: BigInt(customerId),
    intoId: BigInt(intoId),
  });
  return { merged: result.merged, customerId: Number(result.customerId) };
}

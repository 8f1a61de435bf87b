import { type Clock, systemClock } from "@/lib/clock";
import type { RedemptionRow } from "@/lib/schemas/admin/rewards";
import { cancelRedemption } from "@/lib/services/redemptions/cancel-redemption";
import { describeForStaff } from "@/lib/services/redemptions/list-redemptions-of";

/** The dashboard's cancellation of an unused reward, whoever's it is, by a store user. @throws what {@link cancelRedemption} throws */
export async function cancelByStaff(
  storeId: bigint,
  { redemptionId, actorId }: { redemptionId: number; actorId: bigint },
  clock: Clock = systemClock,
): Promise<RedemptionRow> {
  const now = clock.now();
  const asked = { storeId, redemptionId: BigInt(redemptionId), customerId: null, actorId, now };
  return describeForStaff(await cancelRedemption(asked), now);
}

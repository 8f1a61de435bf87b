import { changePlannedCredit, findCreditChange } from "@/lib/db/redemptions/store-credit-changes";
import { AppError } from "@/lib/errors";
import type { RedemptionRow } from "@/lib/schemas/admin/rewards";
import { captureIssued } from "@/lib/services/redemptions/capture-issued";
import { giveUpRedemption } from "@/lib/services/redemptions/give-up-redemption";
import { isUnclearChange } from "@/lib/services/redemptions/judge-store-credit";
import { describeForStaff } from "@/lib/services/redemptions/list-redemptions-of";
import { getRedemption } from "@/lib/services/redemptions/with-locked-redemption";

export type SettleInput = {
  storeId: bigint;
  redemptionId: bigint;
  /** Store user who has looked. */
  actorId: bigint;
  given: boolean;
  note: string;
  now: Date;
};

/**
 * A person decides what nobody could know: whether a store credit was set. Given: the points are captured. Not given:
 * they go back. The decision stands in its row first; a kill afterwards is finished by the next try to issue.
 * @throws AppError `not_found`; `conflict` when it is not, not yet (the request may be on its way), or no longer unclear
 */
export async function settleStoreCredit(input: SettleInput): Promise<RedemptionRow> {
  const { storeId, redemptionId, actorId, given, note, now } = input;
  const redemption = await getRedemption(storeId, redemptionId);
  const change = await findCreditChange(storeId, redemptionId);
  const decision = { settledAt: now, settledById: actorId, settledNote: note };
  const isUnclear = redemption.status === "pending" && isUnclearChange(change, now);
  if (
    !change ||
    !isUnclear ||
    !(await changePlannedCredit(change, { ...decision, state: given ? "done" : "undone" }))
  ) {
    throw new AppError("conflict", "This store credit is not unclear any more.");
  }
  if (given) {
    const issued = { ...redemption, mechanism: "store_credit" as const };
    await captureIssued(storeId, redemptionId, issued, now);
  } else {
    await giveUpRedemption(null, redemption, { status: "failed", problem: note }, now);
  }
  return describeForStaff(await getRedemption(storeId, redemptionId), now);
}

import type { BigCommerceClient } from "@/lib/bigcommerce/client/client";
import type { Redemption } from "@/lib/db/redemptions/redemption-row";
import { captureIssued } from "@/lib/services/redemptions/capture-issued";
import { areCreatesUnderWay, areSameCreates } from "@/lib/services/redemptions/creates-under-way";
import { deleteAtBigCommerce, findAtBigCommerce } from "@/lib/services/redemptions/find-at-bigcommerce";
import { abandonStoreCredit } from "@/lib/services/redemptions/give-store-credit";
import { release } from "@/lib/services/redemptions/settle-redemption";
import { withLockedRedemption } from "@/lib/services/redemptions/with-locked-redemption";

export type GiveUpCause = { status: "failed" | "cancelled"; problem: string | null };

/**
 * Ends a pending redemption that is not to be issued any more. Points go back only once it is certain that there is
 * no code and none can come: nothing was ever sent, or nothing is under way and BigCommerce says so. Should the code
 * be there after all, a failed redemption turns into an issued one, as does one whose code was used, and a cancelled one
 * has its code deleted first.
 * `client` null: BigCommerce cannot be asked. Returns whether it has ended, one way or the other.
 */
export async function giveUpRedemption(
  client: BigCommerceClient | null,
  redemption: Redemption,
  cause: GiveUpCause,
  now: Date,
): Promise<boolean> {
  const { storeId, id } = redemption;
  if (redemption.terms.type === "store_credit") {
    const gone = await abandonStoreCredit(client, redemption, now);
    if (gone === "given") {
      const issued = { ...redemption, mechanism: "store_credit" as const };
      return captureIssued(storeId, id, issued, now);
    }
    return gone ? releasePending(redemption, cause, now) : false;
  }
  if (redemption.createSentAt !== null) {
    if (client === null || areCreatesUnderWay(redemption, now)) return false;
    const found = await findAtBigCommerce(client, redemption);
    if (found && (cause.status === "failed" || found.uses > 0)) {
      return captureIssued(storeId, id, { ...redemption, ...found }, now);
    }
    if (found) await deleteAtBigCommerce(client, found);
  }
  return releasePending(redemption, cause, now);
}

/** Unless it went on meanwhile: another code, or a create sent or answered, would void what was just proved. */
function releasePending(seen: Redemption, cause: GiveUpCause, now: Date): Promise<boolean> {
  return withLockedRedemption(seen.storeId, seen.id, async (locked) => {
    const { status, code, createSentAt } = locked.redemption;
    if (status !== "pending") return true;
    const isSame =
      code === seen.code &&
      (createSentAt !== null) === (seen.createSentAt !== null) &&
      areSameCreates(locked.redemption, seen);
    if (isSame) await release(locked, cause, now);
    return isSame;
  });
}

import { changeRedemption } from "@/lib/db/redemptions/change-redemption";
import type { Redemption } from "@/lib/db/redemptions/redemption-row";
import { AppError } from "@/lib/errors";
import { endUnusedCode } from "@/lib/services/redemptions/end-unused-code";
import { issueRedemption } from "@/lib/services/redemptions/issue-redemption";
import { getRedemption, withLockedRedemption } from "@/lib/services/redemptions/with-locked-redemption";
import type { StoreClientOptions } from "@/lib/services/stores/open-store-client";

export type CancelInput = {
  storeId: bigint;
  redemptionId: bigint;
  /** Only when it is theirs; null for the merchant. */
  customerId: bigint | null;
  /** Store user who cancels for the merchant. */
  actorId?: bigint;
  now: Date;
  client?: StoreClientOptions;
};

/**
 * Cancels an unused redemption: the code is deleted and the points return. The wish is written down first, so a kill
 * or an outage in between is finished by `redemptions/due`. Again: the same answer.
 *
 * @throws AppError `not_found`, `already_used` (also for store credit, which cannot be told apart once it is given),
 * and what asking BigCommerce throws: then it will be cancelled as soon as BigCommerce answers
 */
export async function cancelRedemption(input: CancelInput): Promise<Redemption> {
  const { storeId, redemptionId, now } = input;
  const options = { priority: "interactive" as const, ...input.client };
  await requestCancel(input);
  const seen = await getRedemption(storeId, redemptionId);
  if (seen.status === "pending") {
    await issueRedemption({ storeId, redemptionId, now, client: options });
  } else {
    await endUnusedCode(seen, "cancelled", now, options);
  }
  const after = await getRedemption(storeId, redemptionId);
  if (after.usedAt !== null) throw alreadyUsed();
  if (after.status === "issued" || after.status === "pending") {
    throw new AppError(
      "unavailable",
      "The store does not answer at the moment. It will be cancelled shortly.",
      {
        retryAfterSeconds: 60,
      },
    );
  }
  return after;
}

async function requestCancel({
  storeId,
  redemptionId,
  customerId,
  actorId,
  now,
}: CancelInput): Promise<void> {
  await withLockedRedemption(storeId, redemptionId, async ({ tx, redemption }) => {
    if (customerId !== null && redemption.customerId !== customerId) {
      throw new AppError("not_found", "There is no such purchase.");
    }
    const { status, terms, usedAt, cancelRequestedAt } = redemption;
    if (usedAt !== null) throw alreadyUsed();
    if (status === "issued" && terms.type === "store_credit") throw alreadyUsed();
    const isOver = status === "cancelled" || status === "failed";
    if (isOver || cancelRequestedAt !== null) return;
    const wish = { cancelRequestedAt: now, cancelRequestedById: actorId ?? null };
    await changeRedemption(storeId, redemptionId, wish, tx);
  });
}

function alreadyUsed(): AppError {
  return new AppError("already_used", "This reward has been used.");
}

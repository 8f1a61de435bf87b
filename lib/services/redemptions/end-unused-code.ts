import { changeRedemption } from "@/lib/db/redemptions/change-redemption";
import type { Redemption } from "@/lib/db/redemptions/redemption-row";
import { areCreatesUnderWay, areSameCreates } from "@/lib/services/redemptions/creates-under-way";
import { deleteAtBigCommerce, findAtBigCommerce } from "@/lib/services/redemptions/find-at-bigcommerce";
import { removeUnusedCode } from "@/lib/services/redemptions/remove-unused-code";
import { endUnused, use } from "@/lib/services/redemptions/settle-redemption";
import { withLockedRedemption } from "@/lib/services/redemptions/with-locked-redemption";
import { type StoreClientOptions, withStoreClient } from "@/lib/services/stores/open-store-client";

/** `used`: it was used after all, which is written down now. `too_soon`: a create of it may still be under way. */
export type EndResult = "ended" | "used" | "not_issued" | "too_soon";

/**
 * Takes an issued code away: its use count is read again, it is deleted at BigCommerce, and only then the points go
 * where they belong. Killed in between, the next call finds the code gone and goes on from there.
 */
export async function endUnusedCode(
  seen: Redemption,
  cause: "cancelled" | "expired",
  now: Date,
  options: StoreClientOptions = {},
): Promise<EndResult> {
  const { storeId, id } = seen;
  if (seen.status !== "issued") return "not_issued";
  if (seen.usedAt !== null) return "used";
  if (areCreatesUnderWay(seen, now)) return "too_soon";
  const removed = await removeUnusedCode(seen, options);
  return withLockedRedemption(storeId, id, async (locked) => {
    const { status, usedAt } = locked.redemption;
    if (usedAt !== null) return "used";
    if (status !== "issued") return status === "cancelled" ? "ended" : "not_issued";
    if (removed === "used") {
      await use(locked, { orderId: null, usedAt: now, now });
      return "used";
    }
    if (!areSameCreates(locked.redemption, seen)) return "too_soon";
    await endUnused(locked, cause, now);
    return "ended";
  });
}

/** Deletes a code that must not work any more, used or not. */
export async function removeCode(
  seen: Redemption,
  now: Date,
  options: StoreClientOptions = {},
): Promise<void> {
  const { storeId, id } = seen;
  await withStoreClient(
    storeId,
    async ({ client }) => {
      const found = await findAtBigCommerce(client, seen);
      if (found) await deleteAtBigCommerce(client, found);
    },
    options,
  );
  // A second look that found nothing new is no change anybody should hear of.
  if (seen.codeRemovedAt === null) await changeRedemption(storeId, id, { codeRemovedAt: now });
}

import { changeRedemption } from "@/lib/db/redemptions/change-redemption";
import { drawRedemptionId, insertRedemption } from "@/lib/db/redemptions/insert-redemption";
import type { Redemption } from "@/lib/db/redemptions/redemption-row";
import type { Transaction } from "@/lib/db/transaction";
import { env } from "@/lib/env";
import type { Balances } from "@/lib/loyalty/posting";
import { planHold } from "@/lib/loyalty/rewards/plan-redemption";
import type { MergedReward } from "@/lib/loyalty/rewards/plan-reward-merge";
import { programItemId } from "@/lib/services/program/program-item-id";
import { askToIssue } from "@/lib/services/redemptions/ask-to-issue";
import { anotherCode } from "@/lib/services/redemptions/new-code";
import { postRedemptionStep } from "@/lib/services/redemptions/post-redemption-step";
import { endUnused } from "@/lib/services/redemptions/settle-redemption";

/** All that holds for one of them holds for the new one, each text once. */
function joinSmallPrint(sources: readonly Redemption[]): string | null {
  const texts = new Set(sources.flatMap(({ termsAndConditions }) => termsAndConditions ?? []));
  return texts.size === 0 ? null : [...texts].join("\n\n");
}

/** No reward of a program has a key with a colon. */
const rewardKey = "laurel:merged";

/** One for each set of storefronts: it keeps its own, so it shares no promotion with one of others. */
function productIdOf(storeId: bigint, { channelIds }: MergedReward["terms"]): bigint {
  const where = [...channelIds].sort((a, b) => a - b).join();
  return BigInt(programItemId(storeId, "points_product", where ? `${rewardKey}:${where}` : rewardKey));
}

/**
 * Ends the sources, whose codes are gone, and holds their points for the reward that takes their place, in one
 * transaction under their customer's lock.
 */
export async function mergeLocked(
  { tx, sources, balances }: { tx: Transaction; sources: readonly Redemption[]; balances: Balances },
  merged: MergedReward,
  request: Pick<Redemption, "requestId" | "requestHash">,
  now: Date,
): Promise<Redemption> {
  const [newest] = [...sources].sort((a, b) => (a.programVersionId < b.programVersionId ? 1 : -1));
  if (!newest) throw new RangeError("nothing to merge");
  const { storeId, customerId, programVersionId } = newest;
  const id = await drawRedemptionId(tx);
  for (const redemption of sources) {
    await endUnused({ tx, redemption, balances }, "cancelled", now);
    await changeRedemption(storeId, redemption.id, { mergedIntoId: id }, tx);
  }
  const { name, pointsSpent, terms, expiresAt, returnsPoints } = merged;
  const bought = {
    ...request,
    id,
    customerId,
    productId: productIdOf(storeId, terms),
    rewardKey,
    rewardName: name,
    programVersionId,
    pointsSpent,
    terms,
    termsAndConditions: joinSmallPrint(sources),
    returnsPoints,
    code: anotherCode(newest.code),
    giveUpAt: new Date(now.getTime() + env().REDEMPTION_GIVE_UP_SECONDS * 1_000),
    expiresAt,
    createdAt: now,
  };
  const holdTransactionId = await postRedemptionStep(tx, storeId, bought, {
    step: "hold",
    entries: planHold,
    why: "redemption.held",
    now,
  });
  const redemption = await insertRedemption(tx, storeId, { ...bought, holdTransactionId });
  await askToIssue(tx, redemption);
  return redemption;
}

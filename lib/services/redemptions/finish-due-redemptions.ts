import { findDueRedemptions } from "@/lib/db/redemptions/find-due-redemptions";
import type { Redemption } from "@/lib/db/redemptions/redemption-row";
import { AppError } from "@/lib/errors";
import { logger } from "@/lib/logger";
import { endUnusedCode, removeCode } from "@/lib/services/redemptions/end-unused-code";
import { issueRedemption } from "@/lib/services/redemptions/issue-redemption";
import { dueBefore } from "@/lib/services/redemptions/list-due-redemptions";
import { getRedemption } from "@/lib/services/redemptions/with-locked-redemption";
import type { StoreClientOptions } from "@/lib/services/stores/open-store-client";

const redemptionsPerRound = 100;

export type FinishInput = { storeId: bigint; now: Date; client?: StoreClientOptions };

/**
 * Does for a store's redemptions what time brought or a kill left undone: issues or gives back the stuck ones, ends
 * expired codes, finishes cancellations, removes codes that must not work any more. One that fails is left for the
 * next time and holds up no other. Goes on after `afterId`; `nextId` null at the end.
 */
export async function finishDueRedemptions(
  input: FinishInput & { afterId?: bigint },
): Promise<{ finished: number; nextId: bigint | null }> {
  const { storeId, now, afterId = 0n } = input;
  const ids = await findDueRedemptions(storeId, dueBefore(now), { afterId, limit: redemptionsPerRound });
  let finished = 0;
  for (const id of ids) {
    try {
      await finishOne(await getRedemption(storeId, id), input);
      finished += 1;
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      logger.warn({ redemptionId: String(id), reason: error.code }, "a redemption could not be finished");
    }
  }
  return { finished, nextId: ids.length === redemptionsPerRound ? (ids.at(-1) ?? null) : null };
}

async function finishOne(redemption: Redemption, { storeId, now, client = {} }: FinishInput): Promise<void> {
  const { id, status, cancelRequestedAt, usedAt, codeRemovedAt } = redemption;
  if (status === "pending") {
    await issueRedemption({ storeId, redemptionId: id, now, client: { priority: "background", ...client } });
  } else if (status === "issued" && usedAt === null) {
    await endUnusedCode(redemption, cancelRequestedAt === null ? "expired" : "cancelled", now, client);
  } else if (codeRemovedAt === null) {
    await removeCode(redemption, now, client);
  }
}

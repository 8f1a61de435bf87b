import type { LedgerTransactionType } from "@/lib/db/generated/enums";
import { postTransactions } from "@/lib/db/ledger/post-transactions";
import type { Redemption } from "@/lib/db/redemptions/redemption-row";
import type { Transaction } from "@/lib/db/transaction";
import { AppError } from "@/lib/errors";
import type { RuleExplanation } from "@/lib/loyalty/explain/explanation";
import type { Reason } from "@/lib/loyalty/explain/reason";
import type { PostingEntry } from "@/lib/loyalty/posting";
import { customerChange } from "@/lib/loyalty/posting-sums";

const typeOfStep = {
  hold: "redemption_hold",
  capture: "redemption_capture",
  release: "redemption_release",
  use: "redemption_use",
  return: "redemption_return",
  retake: "redemption_retake",
  breakage: "expiry",
} as const satisfies Record<string, LedgerTransactionType>;

export type RedemptionStep = keyof typeof typeOfStep;

type Bought = Pick<Redemption, "id" | "customerId" | "pointsSpent" | "rewardName" | "programVersionId"> & {
  holdTransactionId?: bigint | null;
};

/**
 * Posts one step of a redemption's points, once for ever (`redemption/{id}/{step}`, what may come more than once with
 * its `round`), under the redemption's lock.
 * Returns the ledger transaction; null for a gift, which has no points.
 * @throws AppError `internal` when the ledger has another step under this key: a broken promise of ours
 */
export async function postRedemptionStep(
  tx: Transaction,
  storeId: bigint,
  redemption: Bought,
  how: {
    step: RedemptionStep;
    /** From 1; 0 for what came before any of its points were taken again. */
    round?: number;
    /** What moves; see `lib/loyalty/rewards/plan-redemption.ts`. */
    entries: (points: number) => PostingEntry[];
    why: Reason;
    now: Date;
    orderId?: bigint | null;
    /** The order's number at BigCommerce, where the words name it. */
    bcOrderId?: number;
    /** Store user who did it. */
    actorId?: bigint | null;
  },
): Promise<bigint | null> {
  const { id, customerId, pointsSpent, rewardName, programVersionId, holdTransactionId = null } = redemption;
  if (pointsSpent === 0) return null;
  const inputs: RuleExplanation["inputs"] = {
    reward: rewardName,
    points: pointsSpent,
    redemptionId: Number(id),
    ...(how.bcOrderId === undefined ? {} : { bcOrderId: how.bcOrderId }),
  };
  const entries = how.entries(pointsSpent);
  const [result] = await postTransactions(tx, storeId, [
    {
      key: `redemption/${id}/${how.step}${how.round ? `/${how.round}` : ""}`,
      type: typeOfStep[how.step],
      customerId,
      entries,
      explanation: {
        version: 1,
        subject: how.step === "breakage" ? "expiry" : "redemption",
        rules: [{ key: "redemption", outcome: "applied", why: how.why, inputs }],
        ...(how.step === "retake" ? { posting: { ...customerChange(entries), shortfall: 0 } } : {}),
      },
      occurredAt: how.now,
      programVersionId,
      orderId: how.orderId ?? null,
      correctsId: holdTransactionId,
      actorId: how.actorId ?? null,
    },
  ]);
  if (result?.status !== "posted") {
    throw new AppError("internal", `Ledger refused the ${how.step} of redemption ${id}: ${result?.status}`);
  }
  return result.transactionId;
}

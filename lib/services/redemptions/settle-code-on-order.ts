import { changeRedemption } from "@/lib/db/redemptions/change-redemption";
import type { Redemption } from "@/lib/db/redemptions/redemption-row";
import type { Transaction } from "@/lib/db/transaction";
import { logger } from "@/lib/logger";
import type { OrderFacts } from "@/lib/loyalty/order-facts";
import type { Balances, PostingEntry } from "@/lib/loyalty/posting";
import { applyEntries } from "@/lib/loyalty/posting-sums";
import {
  type CodeOnOrder,
  type CodeStanding,
  decideUse,
  type UseStep,
} from "@/lib/loyalty/rewards/decide-use";
import { planRetake, planReturn } from "@/lib/loyalty/rewards/plan-redemption";
import { returnAfterUse, takeAgain, use } from "@/lib/services/redemptions/settle-redemption";

/** An order as it was just decided. */
export type OrderWithCodes = {
  /** Our id. */
  orderId: bigint;
  facts: OrderFacts;
  /** Cancelled or fully refunded. */
  returnsRedeemedPoints: boolean;
  /** It stands. Neither of the two: it is frozen. */
  keepsRedeemedPoints: boolean;
};

type Locked = { tx: Transaction; redemption: Redemption; balances: Balances };

/**
 * What one order says about one code on it, under their locks: see {@link decideUse}. Returns what moved of the
 * customer's points; `redemption` is changed as its row was.
 */
export async function settleCodeOnOrder(
  locked: Locked,
  order: OrderWithCodes,
  now: Date,
): Promise<PostingEntry[]> {
  const { redemption } = locked;
  const code = standingOf(redemption);
  if (code === "pending") {
    // Issuing it finds the use.
    logger.warn({ redemptionId: String(redemption.id) }, "an order has a code that is not issued yet");
    return [];
  }
  const usedOn = usedOnOf(redemption, order);
  const moved: PostingEntry[] = [];
  for (const step of decideUse({ code, order: stateOf(order), usedOn, returns: redemption.returnsPoints })) {
    const balances = applyEntries(locked.balances, moved);
    moved.push(...(await doStep(step, { ...locked, balances }, order, now)));
  }
  return moved;
}

async function doStep(
  step: UseStep,
  locked: Locked,
  { orderId, facts }: OrderWithCodes,
  now: Date,
): Promise<PostingEntry[]> {
  const { tx, redemption, balances } = locked;
  const { storeId, id, pointsSpent } = redemption;
  if (step === "return") {
    await returnAfterUse(locked, { orderId, now });
    redemption.pointsReturnedAt = now;
    return planReturn(pointsSpent, true, balances);
  }
  if (step === "name") {
    await changeRedemption(storeId, id, { usedOrderId: orderId }, tx);
    redemption.usedOrderId = orderId;
    return [];
  }
  const isRestored = redemption.usedOrderId === orderId;
  const problem = isRestored ? null : problemOf(redemption, facts.orderId);
  const usedAt = new Date(facts.createdAt);
  if (step === "use") {
    await use({ tx, redemption }, { orderId, usedAt, now, problem });
    Object.assign(redemption, { usedAt, usedOrderId: orderId });
    return [];
  }
  const why = isRestored ? "redemption.order_restored" : "redemption.used_after_all";
  await takeAgain(locked, { orderId, bcOrderId: facts.orderId, usedAt, now, problem, why });
  Object.assign(redemption, { usedAt, usedOrderId: orderId, pointsReturnedAt: null });
  redemption.retakes += 1;
  return planRetake(pointsSpent, balances);
}

function standingOf({ status, usedAt, pointsReturnedAt, expiredAt }: Redemption): CodeStanding | "pending" {
  if (status === "pending") return "pending";
  if (usedAt !== null) return pointsReturnedAt === null ? "used" : "returned";
  if (status === "issued") return "unused";
  return expiredAt !== null && pointsReturnedAt === null ? "forfeited" : "taken_back";
}

function usedOnOf({ usedOrderId }: Redemption, { orderId }: OrderWithCodes): CodeOnOrder["usedOn"] {
  if (usedOrderId === null) return "unknown";
  return usedOrderId === orderId ? "this" : "another";
}

function stateOf({ keepsRedeemedPoints, returnsRedeemedPoints }: OrderWithCodes): CodeOnOrder["order"] {
  if (keepsRedeemedPoints) return "stands";
  return returnsRedeemedPoints ? "over" : "frozen";
}

/** What staff should know of a code that was at the checkout in the moment it was taken away; null for any other. */
function problemOf(redemption: Redemption, bcOrderId: number): string | null {
  const { status, usedAt, mergedIntoId, expiredAt } = redemption;
  const used = `Used on order ${bcOrderId}`;
  if (status === "issued") return usedAt === null ? null : `${used} after its first order was cancelled.`;
  if (status === "failed") return `${used} although it could not be issued.`;
  if (mergedIntoId !== null) return `${used} after it was combined with others.`;
  return expiredAt === null ? `${used} after it was cancelled.` : `${used} after it had expired.`;
}

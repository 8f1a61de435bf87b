import { changeRedemption, type RedemptionChange } from "@/lib/db/redemptions/change-redemption";
import type { Redemption } from "@/lib/db/redemptions/redemption-row";
import {
  planBreakage,
  planCapture,
  planHoldRelease,
  planRetake,
  planReturn,
  planUse,
} from "@/lib/loyalty/rewards/plan-redemption";
import { postRedemptionStep } from "@/lib/services/redemptions/post-redemption-step";
import type { LockedRedemption } from "@/lib/services/redemptions/with-locked-redemption";
import { recordEffects } from "@/lib/services/runs/record-effects";

/** So long a create that nobody waits for any more may take until it reaches BigCommerce. */
const lateCreateMs = 15 * 60_000;

/** Every step from one state to the next, each with its points. All run under the redemption's lock. */

/** The code is at BigCommerce: the held points are the program's. */
export async function capture(
  { tx, redemption }: LockedRedemption,
  issued: Pick<RedemptionChange, "mechanism" | "bcPromotionId" | "bcCodeId" | "createsUnderWay">,
  now: Date,
): Promise<void> {
  const captureTransactionId = await postRedemptionStep(tx, redemption.storeId, redemption, {
    step: "capture",
    entries: planCapture,
    why: "redemption.issued",
    now,
  });
  await change(tx, redemption, {
    ...issued,
    status: "issued",
    issuedAt: now,
    captureTransactionId,
    problem: null,
  });
}

/**
 * There is no code: the points go back. Whoever calls has made sure of it; a create that BigCommerce may still be
 * working on is looked for once more later (`redemptions/code.remove`).
 */
export async function release(
  { tx, redemption, balances }: LockedRedemption,
  end: { status: "failed" | "cancelled"; problem: string | null },
  now: Date,
): Promise<void> {
  const releaseTransactionId = await postRedemptionStep(tx, redemption.storeId, redemption, {
    step: "release",
    entries: (points) => planHoldRelease(points, balances),
    why: end.status === "failed" ? "redemption.failed" : "redemption.cancelled",
    now,
    actorId: end.status === "cancelled" ? redemption.cancelRequestedById : null,
  });
  const neverSent = redemption.createSentAt === null;
  await change(tx, redemption, {
    ...end,
    endedAt: now,
    releaseTransactionId,
    codeRemovedAt: neverSent ? now : null,
  });
  if (!neverSent) await askToRemoveCode(tx, redemption);
}

/** The code was used, on an order when we know which; also one that had expired and kept its points (`problem` says so). */
export async function use(
  { tx, redemption }: Pick<LockedRedemption, "tx" | "redemption">,
  used: { orderId: bigint | null; usedAt: Date; now: Date; problem?: string | null },
): Promise<void> {
  const { orderId, usedAt, now, problem = null } = used;
  await postRedemptionStep(tx, redemption.storeId, redemption, {
    step: "use",
    entries: (points) => planUse(points, redemption.expiredAt !== null),
    why: "redemption.used",
    now,
    orderId,
  });
  await change(tx, redemption, {
    ...(problem === null ? {} : { problem }),
    usedAt,
    usedOrderId: orderId,
    cancelRequestedAt: null,
    cancelRequestedById: null,
    codeMissingAt: null,
  });
}

/** The order with the code was cancelled: its points come back and the code, which may work again now, goes. */
export async function returnAfterUse(
  { tx, redemption, balances }: LockedRedemption,
  { orderId, now }: { orderId: bigint | null; now: Date },
): Promise<void> {
  const returnTransactionId = await postRedemptionStep(tx, redemption.storeId, redemption, {
    step: "return",
    round: redemption.retakes,
    entries: (points) => planReturn(points, true, balances),
    why: "redemption.order_cancelled",
    now,
    orderId,
  });
  await change(tx, redemption, { pointsReturnedAt: now, returnTransactionId });
  await askToRemoveCode(tx, redemption);
}

/**
 * An order that stands has the code although the points had gone back: it was at the checkout in the moment it was
 * taken away (`problem` says so to staff), or its cancelled order is none any more. The points are taken again, as
 * often as they went back.
 */
export async function takeAgain(
  { tx, redemption, balances }: LockedRedemption,
  used: {
    orderId: bigint;
    bcOrderId: number;
    usedAt: Date;
    now: Date;
    problem: string | null;
    why: "redemption.used_after_all" | "redemption.order_restored";
  },
): Promise<void> {
  const { orderId, bcOrderId, usedAt, now, problem, why } = used;
  const round = redemption.retakes + 1;
  const retakeTransactionId = await postRedemptionStep(tx, redemption.storeId, redemption, {
    step: "retake",
    round,
    entries: (points) => planRetake(points, balances),
    why,
    now,
    orderId,
    bcOrderId,
  });
  await change(tx, redemption, {
    ...(problem === null ? {} : { problem }),
    usedAt,
    usedOrderId: orderId,
    pointsReturnedAt: null,
    returnTransactionId: null,
    retakes: round,
    retakeTransactionId,
  });
}

/** An unused code is gone from BigCommerce: cancelled (points return), or expired (by the policy it was bought under). */
export async function endUnused(
  { tx, redemption, balances }: LockedRedemption,
  cause: "cancelled" | "expired",
  now: Date,
): Promise<void> {
  const returns = cause === "cancelled" || redemption.returnsPoints;
  const why = `redemption.${cause}` as const;
  const transactionId = await postRedemptionStep(tx, redemption.storeId, redemption, {
    step: returns ? "return" : "breakage",
    entries: returns ? (points) => planReturn(points, false, balances) : planBreakage,
    why,
    now,
    actorId: cause === "cancelled" ? redemption.cancelRequestedById : null,
  });
  await change(tx, redemption, {
    status: "cancelled",
    endedAt: now,
    expiredAt: cause === "expired" ? now : null,
    codeRemovedAt: now,
    ...(returns ? { pointsReturnedAt: now, returnTransactionId: transactionId } : {}),
  });
  // A create whose answer was lost may still be on its way in spite of all, and would bring the code back.
  if (isFresh(redemption, now)) await askToRemoveCode(tx, redemption);
}

function isFresh({ createTriedAt }: Redemption, now: Date): boolean {
  return createTriedAt !== null && now.getTime() - createTriedAt.getTime() < lateCreateMs;
}

function change(tx: LockedRedemption["tx"], redemption: Redemption, data: RedemptionChange) {
  return changeRedemption(redemption.storeId, redemption.id, data, tx);
}

async function askToRemoveCode(tx: LockedRedemption["tx"], { storeId, id }: Redemption): Promise<void> {
  await recordEffects(tx, storeId, [
    {
      key: `redemption/${id}/remove-code`,
      event: {
        name: "redemptions/code.remove",
        data: { storeId: String(storeId), redemptionId: String(id) },
      },
    },
  ]);
}

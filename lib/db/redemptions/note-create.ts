import { db } from "@/lib/db/client";
import type { Redemption } from "@/lib/db/redemptions/redemption-row";
import { inTransaction } from "@/lib/db/transaction";

type OpenStatus = "pending" | "issued";

/**
 * Notes under which promotion a redemption's code is about to be looked for and asked for, before that is done: so
 * whoever looks for the code, looks there. False: it is over, used, or somebody wants it back, or another has decided
 * on another promotion since it was seen.
 */
export async function notePromotion(
  { storeId, id, bcPromotionId: before }: Redemption,
  status: OpenStatus,
  bcPromotionId: bigint,
): Promise<boolean> {
  const { count } = await db().redemption.updateMany({
    where: {
      ...{ storeId, id, status, usedAt: null, cancelRequestedAt: null },
      OR: [{ bcPromotionId: before }, { bcPromotionId }],
    },
    data: { bcPromotionId, mechanism: "promotion" },
  });
  return count > 0;
}

/**
 * Notes that BigCommerce is about to be asked for a redemption's code, under `bcPromotionId` (null: under none), and
 * returns when: read once the row is ours, because others may have kept us waiting for it. Null: it is over, used,
 * somebody wants it back, or its code is to be under another promotion now, and nothing may be sent.
 */
export function noteCreate(
  storeId: bigint,
  id: bigint,
  { status, bcPromotionId, now }: { status: OpenStatus; bcPromotionId: bigint | null; now: () => Date },
): Promise<Date | null> {
  return inTransaction(async (tx) => {
    await tx.$executeRaw`SELECT 1 FROM redemptions WHERE store_id = ${storeId} AND id = ${id} FOR UPDATE`;
    const at = now();
    const noted = await tx.$executeRaw`
      UPDATE redemptions
         SET creates_under_way = creates_under_way + 1, create_tried_at = greatest(create_tried_at, ${at}),
             create_sent_at = coalesce(create_sent_at, ${at}), updated_at = now()
       WHERE store_id = ${storeId} AND id = ${id} AND status = ${status}::redemption_status
         AND used_at IS NULL AND cancel_requested_at IS NULL
         AND (${bcPromotionId}::bigint IS NULL OR bc_promotion_id = ${bcPromotionId}::bigint)`;
    return noted > 0 ? at : null;
  });
}

/**
 * A noted create has been answered. `refusedFirst`: it was the first, noted at that instant, and BigCommerce refused
 * it; when no other is under way, there certainly is no code.
 */
export async function noteAnswer(storeId: bigint, id: bigint, refusedFirst: Date | null): Promise<void> {
  await db().$executeRaw`
    UPDATE redemptions
       SET creates_under_way = creates_under_way - 1, updated_at = now(),
           create_sent_at = CASE WHEN status = 'pending' AND creates_under_way = 1
             AND create_sent_at = ${refusedFirst}::timestamptz THEN NULL ELSE create_sent_at END
     WHERE store_id = ${storeId} AND id = ${id}`;
}

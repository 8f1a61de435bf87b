import { db } from "@/lib/db/client";

/**
 * Notes that BigCommerce is about to be asked for a redemption's code. False: it is over, used, or somebody wants it
 * back, and nothing may be sent.
 */
export async function noteCreate(
  storeId: bigint,
  id: bigint,
  { status, at }: { status: "pending" | "issued"; at: Date },
): Promise<boolean> {
  const noted = await db().$executeRaw`
    UPDATE redemptions
       SET creates_under_way = creates_under_way + 1, create_tried_at = greatest(create_tried_at, ${at}),
           create_sent_at = coalesce(create_sent_at, ${at}), updated_at = now()
     WHERE store_id = ${storeId} AND id = ${id} AND status = ${status}::redemption_status
       AND used_at IS NULL AND cancel_requested_at IS NULL`;
  return noted > 0;
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

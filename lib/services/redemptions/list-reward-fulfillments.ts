import { listRedemptions } from "@/lib/db/redemptions/find-redemptions";
import type { RewardFulfillmentsAnswer } from "@/lib/schemas/storefront/rewards";
import { decodeCursor, toPage } from "@/lib/services/dashboard/page-cursor";
import { describeFulfillment } from "@/lib/services/redemptions/describe-redemption";

/** A shopper's own rewards, newest first. @throws AppError `validation_failed` for a cursor of another list */
export async function listRewardFulfillments(
  storeId: bigint,
  customerId: bigint,
  query: { limit: number; cursor?: string | undefined; usage_status?: "used" | "unused" | undefined },
): Promise<RewardFulfillmentsAnswer> {
  const usage = query.usage_status ?? null;
  const scope = {
    list: "storefront/reward_fulfillments",
    storeId,
    filter: { customerId: String(customerId), usage },
  };
  const afterId = decodeCursor(scope, query.cursor);
  const rows = await listRedemptions(storeId, customerId, { afterId, limit: query.limit + 1, usage });
  const { items, nextCursor } = toPage(scope, rows.map(describeFulfillment), query.limit);
  return { reward_fulfillments: items, metadata: { next_cursor: nextCursor, previous_cursor: null } };
}

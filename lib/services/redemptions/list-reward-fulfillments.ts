import { listRedemptions } from "@/lib/db/redemptions/find-redemptions";
import type { RewardFulfillmentsAnswer } from "@/lib/schemas/storefront/rewards";
import { decodeCursor, toPage } from "@/lib/services/dashboard/page-cursor";
import { describeFulfillment } from "@/lib/services/redemptions/describe-redemption";
import { readPublishedChannels, whereItWorks } from "@/lib/services/redemptions/published-channels";

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
  const published = rows.length === 0 ? new Map() : await readPublishedChannels(storeId);
  const described = rows.map((row) => describeFulfillment(whereItWorks(row, published)));
  const { items, nextCursor } = toPage(scope, described, query.limit);
  return { reward_fulfillments: items, metadata: { next_cursor: nextCursor, previous_cursor: null } };
}

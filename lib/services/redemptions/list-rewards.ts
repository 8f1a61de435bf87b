import { findPublishedVersion } from "@/lib/db/program-versions";
import { countByReward } from "@/lib/db/redemptions/count-by-reward";
import { listRewardPromotions, type RewardPromotion } from "@/lib/db/redemptions/reward-promotions";
import { findStore } from "@/lib/db/stores";
import { inTransaction } from "@/lib/db/transaction";
import type { RewardRow, RewardsResponse } from "@/lib/schemas/admin/rewards";
import { type Program, readProgram } from "@/lib/schemas/program";
import { starterRewards } from "@/lib/schemas/program/starter-rewards";
import { programItemId } from "@/lib/services/program/program-item-id";

/** The published rewards as staff see them: how their promotions stand at BigCommerce, and what became of their codes. */
export async function listRewards(storeId: bigint): Promise<RewardsResponse> {
  const version = await inTransaction((tx) => findPublishedVersion(tx, storeId));
  const store = await findStore(storeId);
  if (!version || !store) return { rewards: [], starter: [] };
  const program = readProgram(version.document);
  if (program.rewards.length === 0) {
    return { rewards: [], starter: starterRewards(store.currency, program.earning.orders.rate) };
  }
  const counts = await countByReward(storeId);
  const links = await listRewardPromotions(storeId);
  const rewards = program.rewards.map((reward) => {
    const id = programItemId(storeId, "points_product", reward.key);
    const own = links.filter(({ productId }) => Number(productId) === id);
    return {
      id,
      name: reward.name,
      type: reward.type,
      state: stateOf(reward, own, store.rewardCodesBy === "coupons"),
      checkedAt: newest(own)?.toISOString() ?? null,
      ...(counts.get(id) ?? { issued: 0, used: 0, held: 0, lost: 0 }),
    };
  });
  return { rewards, starter: [] };
}

/** The worst of its promotions: a reward has one for every currency and wording. */
const worstFirst = ["missing", "disabled", "changed", "active"] as const;

function stateOf(
  { type }: Program["rewards"][number],
  links: readonly RewardPromotion[],
  byCoupons: boolean,
): RewardRow["state"] {
  if (type === "store_credit") return "store_credit";
  if (byCoupons) return "coupons";
  return worstFirst.find((state) => links.some((link) => link.state === state)) ?? "not_made";
}

function newest(links: readonly RewardPromotion[]): Date | null {
  const times = links.flatMap(({ checkedAt }) => (checkedAt ? [checkedAt.getTime()] : []));
  return times.length === 0 ? null : new Date(Math.max(...times));
}

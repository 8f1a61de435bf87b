import type { Program } from "@/lib/schemas/program";
import type { PointsProduct } from "@/lib/schemas/storefront/rewards";
import { programItemId } from "@/lib/services/program/program-item-id";
import { rewardImageUrl } from "@/lib/services/redemptions/reward-image-url";

type Context = { storeId: bigint; currency: string; channel: number | null; publishedAt: Date };

/** The API's `points_products` of a program: the rewards offered in this storefront, in the program's order. */
export function describePointsProducts(program: Program, context: Context): PointsProduct[] {
  const { channel } = context;
  return program.rewards
    .filter(({ channelIds }) => channelIds.length === 0 || channel === null || channelIds.includes(channel))
    .map((reward) => describeProduct(reward, program.points.name, context));
}

function describeProduct(
  reward: Program["rewards"][number],
  label: { one: string; other: string },
  { storeId, currency, publishedAt }: Context,
): PointsProduct {
  const id = programItemId(storeId, "points_product", reward.key);
  const at = publishedAt.toISOString();
  const slider = reward.type === "variable_amount" ? reward.variable : null;
  const price = reward.type === "variable_amount" ? null : reward.pointsPrice;
  const points = slider?.step ?? price ?? 0;
  const inCurrency = reward.currency ?? currency;
  const cost = `${points} ${points === 1 ? label.one : label.other}`;
  return {
    id,
    exchange_type: slider ? "variable" : "fixed",
    exchange_description: slider ? `${cost} = ${slider.stepValue} ${inCurrency}` : cost,
    points_price: price,
    variable_points_step: slider?.step ?? null,
    variable_points_step_reward_value: slider ? Number(slider.stepValue) : null,
    variable_points_min: slider?.min ?? null,
    variable_points_max: slider?.max ?? null,
    reward: {
      id,
      name: reward.name,
      description: reward.terms,
      image_url: rewardImageUrl(reward.imageUrl),
      created_at: at,
      updated_at: at,
    },
    created_at: at,
    updated_at: at,
    type: reward.type,
    value: "value" in reward ? reward.value : null,
    currency: inCurrency,
    minimum_spend: Number(reward.minimumSpend) > 0 ? reward.minimumSpend : null,
    expires_after_days: reward.expiresAfterDays,
    limit_per_customer: reward.limits.perCustomer,
    terms_and_conditions: reward.terms || null,
    restricted_to_vip_tier_keys: reward.tierKeys,
  };
}

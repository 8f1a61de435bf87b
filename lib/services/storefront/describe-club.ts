import type { Program } from "@/lib/schemas/program";
import type { GrantedReward, StorefrontProgram, VipTier } from "@/lib/schemas/storefront/program";
import { programItemId } from "@/lib/services/program/program-item-id";
import { rewardImageUrl } from "@/lib/services/redemptions/reward-image-url";

type Context = { storeId: bigint; currency: string; publishedAt: Date };
type Grant = NonNullable<Program["referrals"]["friendReward"]>;

/** The API's `vip_tiers` and `referral_settings` of a program; empty and inactive while they are switched off. */
export function describeClub(
  program: Program | null,
  context: Context,
): Pick<StorefrontProgram, "vip_tiers" | "referral_settings"> {
  const referrals = program?.referrals.enabled ? program.referrals : null;
  const grant = (given: Grant | null | undefined) =>
    program && given ? describeGrant(program, given, context) : null;
  return {
    vip_tiers: program?.vip.enabled
      ? program.vip.tiers.map((tier) => describeTier(program, tier, context))
      : [],
    referral_settings: {
      status: referrals ? "active" : "inactive",
      sender_reward: grant(referrals?.advocateReward),
      receiver_reward: grant(referrals?.friendReward),
    },
  };
}

function describeTier(program: Program, tier: Program["vip"]["tiers"][number], context: Context): VipTier {
  return {
    id: programItemId(context.storeId, "vip_tier", tier.key),
    name: tier.name,
    image_url: rewardImageUrl(tier.imageUrl),
    milestone: Number(tier.milestone),
    perks: tier.perks,
    entry_rewards: tier.entryRewards.map((given) => describeGrant(program, given, context)),
    basis: program.vip.basis,
    currency: context.currency,
    multiplier: tier.multiplier,
  };
}

function describeGrant(program: Program, given: Grant, { storeId, publishedAt }: Context): GrantedReward {
  const at = publishedAt.toISOString();
  const times = { created_at: at, updated_at: at };
  if (given.kind === "points") {
    const { one, other } = program.points.name;
    return {
      id: programItemId(storeId, "grant", `points/${given.points}`),
      name: `${given.points} ${given.points === 1 ? one : other}`,
      description: "",
      image_url: rewardImageUrl(null),
      points: given.points,
      ...times,
    };
  }
  const reward = program.rewards.find(({ key }) => key === given.rewardKey);
  return {
    id: programItemId(storeId, "points_product", given.rewardKey),
    name: reward?.name ?? given.rewardKey,
    description: reward?.terms ?? "",
    image_url: rewardImageUrl(reward?.imageUrl ?? null),
    points: null,
    ...times,
  };
}

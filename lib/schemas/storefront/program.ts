import { z } from "zod";
import { languageTag } from "@/lib/schemas/storefront/language-tag";
import { pointsProduct } from "@/lib/schemas/storefront/rewards";

export const storefrontProgramQuery = z.object({
  store: z.string().regex(/^[a-z0-9]{1,32}$/),
  channel: z.coerce.number().int().positive().optional(),
  lang: languageTag.optional(),
});

export const pointsLabel = z.object({ one: z.string(), other: z.string() });

/** `per_amount` is in the `currency` beside it; `minimum` is an order amount as a decimal string, or null. */
export const earningRule = z.object({
  id: z.int(),
  name: z.string(),
  image_url: z.string().nullable(),
  action_text: z.string().nullable(),
  action_url: z.string().nullable(),
  restricted_to_vip_tier_ids: z.array(z.int()),
  reward: z.object({ type: z.literal("points") }),
  reward_value: z.object({
    type: z.enum(["variable", "fixed"]),
    variable: z.object({ value: z.number(), per_amount: z.number() }).nullable(),
    fixed: z.object({ value: z.number() }).nullable(),
  }),
  earning_limit: z
    .object({
      max: z.int(),
      type: z.enum(["rolling", "lifetime"]),
      rolling: z.object({ unit: z.literal("day"), unit_count: z.int() }).nullable(),
    })
    .nullable(),
  kind: z.string(),
  currency: z.string().nullable(),
  minimum: z.string().nullable(),
  hold_days: z.int(),
  /** How often it is paid, in words. */
  limit_text: z.string().nullable(),
});

/** Colours as `#rrggbb`, offsets in CSS pixels from the corner. */
export const branding = z.object({
  color: z.string(),
  on_color: z.string(),
  panel_color: z.string(),
  position: z.object({ side: z.enum(["start", "end"]), inline: z.int(), block: z.int() }),
  icon: z.string(),
  hide_on_mobile: z.boolean(),
  launcher_label: z.string(),
  sign_in_url: z.string(),
  create_account_url: z.string(),
});

const instant = z.iso.datetime();

/** What a level or a referral gives: `points`, or one of the program's rewards (then `points` is null). */
export const grantedReward = z.object({
  id: z.int(),
  name: z.string(),
  description: z.string(),
  image_url: z.string(),
  points: z.int().nullable(),
  created_at: instant,
  updated_at: instant,
});

/** `milestone` is spend in `currency` or points, by `basis`; `multiplier` a decimal string. */
export const vipTier = z.object({
  id: z.int(),
  name: z.string(),
  image_url: z.string(),
  milestone: z.number(),
  perks: z.array(z.object({ name: z.string() })),
  entry_rewards: z.array(grantedReward),
  basis: z.enum(["spend", "points"]),
  currency: z.string(),
  multiplier: z.string(),
});

/** What every shopper may know of a store's program. Lists of features that are off are empty. */
export const storefrontProgram = z.object({
  points_settings: z.object({ points_label: pointsLabel }),
  earning_rules: z.array(earningRule),
  points_products: z.array(pointsProduct),
  vip_tiers: z.array(vipTier),
  referral_settings: z.object({
    status: z.enum(["active", "inactive"]),
    sender_reward: grantedReward.nullable(),
    receiver_reward: grantedReward.nullable(),
  }),
  branding,
  /** The tag everything is written by, and its direction; a page in a language that is not offered gets another. */
  locale: z.string(),
  direction: z.enum(["ltr", "rtl"]),
  /** Every text of the widget in that language by key, or by key and plural category. */
  texts: z.record(z.string(), z.union([z.string(), z.object({ other: z.string() }).catchall(z.string())])),
});

export type EarningRule = z.infer<typeof earningRule>;
export type GrantedReward = z.infer<typeof grantedReward>;
export type VipTier = z.infer<typeof vipTier>;
export type Branding = z.infer<typeof branding>;
export type StorefrontProgram = z.infer<typeof storefrontProgram>;

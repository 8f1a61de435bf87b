import { z } from "zod";

const instant = z.iso.datetime();

/** `points_products` id; JSON integers. */
export const idParams = z.object({
  id: z
    .string()
    .regex(/^[1-9]\d{0,15}$/)
    .transform(Number)
    .refine(Number.isSafeInteger),
});

/** `request_id` is the caller's: the same one again gives the first answer. */
export const purchaseBody = z.strictObject({
  request_id: z.string().regex(/^[A-Za-z0-9_-]{8,64}$/, "must be 8 to 64 of A-Z, a-z, 0-9, _ and -"),
  points_to_spend: z.int().min(1).max(10_000_000).nullish(),
});

/** Rewards to be made one, two to twenty: ids of their purchases. */
export const mergeBody = z.strictObject({
  request_id: purchaseBody.shape.request_id,
  points_purchase_ids: z.array(z.int().positive()).min(2).max(20),
});

export const rewardType = z.enum([
  "fixed_amount",
  "percentage",
  "free_shipping",
  "free_product",
  "variable_amount",
  "store_credit",
]);

/** What points buy. Money is a decimal string in `currency`; `variable_points_step_reward_value` a number, as the API has it. */
export const pointsProduct = z.object({
  id: z.int(),
  exchange_type: z.enum(["fixed", "variable"]),
  exchange_description: z.string(),
  points_price: z.int().nullable(),
  variable_points_step: z.int().nullable(),
  variable_points_step_reward_value: z.number().nullable(),
  variable_points_min: z.int().nullable(),
  variable_points_max: z.int().nullable(),
  reward: z.object({
    id: z.int(),
    name: z.string(),
    description: z.string(),
    image_url: z.string(),
    created_at: instant,
    updated_at: instant,
  }),
  created_at: instant,
  updated_at: instant,
  type: rewardType,
  value: z.string().nullable(),
  currency: z.string(),
  minimum_spend: z.string().nullable(),
  expires_after_days: z.int().nullable(),
  limit_per_customer: z.int().nullable(),
  terms_and_conditions: z.string().nullable(),
  restricted_to_vip_tier_keys: z.array(z.string()),
});

/** `code` is empty until it is issued: a code that is not at the store yet is shown to nobody. */
export const rewardFulfillment = z.object({
  id: z.int(),
  name: z.string(),
  code: z.string(),
  customer_id: z.int(),
  fulfillment_status: z.enum(["pending", "issued", "cancelled", "failed"]),
  usage_status: z.enum(["used", "unused", "untracked"]),
  image_url: z.string(),
  action_text: z.string().nullable(),
  action_url: z.string().nullable(),
  usage_instructions: z.string().nullable(),
  terms_and_conditions: z.string().nullable(),
  expires_at: instant.nullable(),
  used_at: instant.nullable(),
  created_at: instant,
  updated_at: instant,
  type: rewardType,
  value: z.string().nullable(),
  currency: z.string(),
  minimum_spend: z.string().nullable(),
  points_spent: z.int(),
  points_purchase_id: z.int(),
  points_product_id: z.int(),
  points_returned_at: instant.nullable(),
  expired_at: instant.nullable(),
  cancellable: z.boolean(),
  /** The storefronts whose orders take it; empty: all. Rewards of others cannot be made one with it. */
  channel_ids: z.array(z.int()),
  /** The purchase that took this one's value, when several were made one code. */
  merged_into_id: z.int().nullable(),
});

export const pointsPurchase = z.object({
  id: z.int(),
  customer_id: z.int(),
  points_product_id: z.int(),
  points_spent: z.int(),
  reward_fulfillment: rewardFulfillment,
  created_at: instant,
  updated_at: instant,
});

export const listRewardFulfillmentsQuery = z.object({
  limit: z.coerce.number().int().min(1).max(250).default(50),
  cursor: z.string().max(64).optional(),
  usage_status: z.enum(["used", "unused"]).optional(),
});

export const rewardFulfillmentsAnswer = z.object({
  reward_fulfillments: z.array(rewardFulfillment),
  metadata: z.object({ next_cursor: z.string().nullable(), previous_cursor: z.string().nullable() }),
});

export type PointsProduct = z.infer<typeof pointsProduct>;
export type RewardFulfillment = z.infer<typeof rewardFulfillment>;
export type PointsPurchase = z.infer<typeof pointsPurchase>;
export type RewardFulfillmentsAnswer = z.infer<typeof rewardFulfillmentsAnswer>;

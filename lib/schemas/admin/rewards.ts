import { z } from "zod";
import { idParam, idSchema, instantSchema, pageOf, pageQuery } from "@/lib/schemas/admin/page";

export const listRedemptionsQuery = pageQuery.extend({ customerId: idParam });

/** A reward somebody bought, for staff. */
export const redemptionRowSchema = z.object({
  id: idSchema,
  name: z.string(),
  pointsSpent: z.number().int(),
  /** What it is now, in the order a reward goes through it. */
  state: z.enum(["pending", "unclear", "ready", "given", "used", "expired", "merged", "cancelled", "failed"]),
  /** Empty while there is none. */
  code: z.string(),
  /** The last thing that went wrong. */
  problem: z.string().nullable(),
  expiresAt: instantSchema.nullable(),
  createdAt: instantSchema,
  cancellable: z.boolean(),
  /** E-mail address of whoever of the staff cancelled it, or asked for it. */
  cancelledBy: z.string().nullable(),
});

export const redemptionsPage = pageOf(redemptionRowSchema);

/** Whether the store credit was given: staff have looked at BigCommerce. */
export const settleBody = z.strictObject({ given: z.boolean(), note: z.string().trim().min(3).max(500) });

export const rewardRowSchema = z.object({
  id: idSchema,
  name: z.string(),
  type: z.string(),
  /** `not_made`: no code was asked for yet. `coupons`: this store's plan has no promotions. */
  state: z.enum(["active", "missing", "disabled", "changed", "not_made", "coupons", "store_credit"]),
  /** When its promotion was last compared with BigCommerce. */
  checkedAt: instantSchema.nullable(),
  issued: z.number().int(),
  used: z.number().int(),
  held: z.number().int(),
  /** Held codes that were deleted at BigCommerce. */
  lost: z.number().int(),
});

export const rewardsResponse = z.object({
  rewards: z.array(rewardRowSchema),
  /** Rewards to begin with, for a program that has none. */
  starter: z.array(z.object({ name: z.string(), pointsPrice: z.number().int() })),
});
export const repairResponse = z.object({
  promotions: z.number().int(),
  codes: z.number().int(),
  /** Lost codes that are still being made again, in the background. */
  codesLeft: z.number().int(),
  /** Lost codes that BigCommerce would not have; the next repair tries them again. */
  codesRefused: z.number().int(),
});

export type RedemptionRow = z.infer<typeof redemptionRowSchema>;
export type SettleBody = z.infer<typeof settleBody>;
export type RewardRow = z.infer<typeof rewardRowSchema>;
export type RewardsResponse = z.infer<typeof rewardsResponse>;
export type RepairResponse = z.infer<typeof repairResponse>;

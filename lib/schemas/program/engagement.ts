import { z } from "zod";
import { decimal, key, multiplier, name } from "@/lib/schemas/program/primitives";
import { grant } from "@/lib/schemas/program/rewards";

const tierWindow = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("lifetime") }),
  z.strictObject({ kind: z.literal("calendar_year") }),
  z.strictObject({ kind: z.literal("rolling"), days: z.int().min(30).max(1095) }),
]);

const tier = z.strictObject({
  key,
  name,
  milestone: decimal.describe("Spend in the store's currency, or points, by the basis."),
  multiplier: multiplier.default("1"),
  perks: z.array(z.strictObject({ name })).default([]),
  entryRewards: z.array(grant).default([]),
  imageUrl: z.url().nullable().default(null),
  customerGroupId: z.int().min(1).nullable().default(null),
});

export const vip = z
  .strictObject({
    enabled: z.boolean().default(false),
    basis: z.enum(["spend", "points"]).default("spend"),
    window: tierWindow.default({ kind: "lifetime" }),
    downgrade: z.enum(["none", "one", "full"]).default("full"),
    graceDays: z.int().min(0).max(365).default(0),
    tiers: z.array(tier).max(20).default([]),
  })
  .superRefine(({ tiers }, context) => {
    for (const [index, current] of tiers.entries()) {
      const below = tiers[index - 1];
      if (!below || Number(below.milestone) < Number(current.milestone)) continue;
      const path = ["tiers", index, "milestone"];
      context.addIssue({ code: "custom", path, message: "must be above the tier before it" });
    }
  });

export const referrals = z.strictObject({
  enabled: z.boolean().default(false),
  friendReward: grant.nullable().default(null),
  advocateReward: grant.nullable().default(null),
  minimum: decimal.default("0.00").describe("Smallest first order of the friend that pays the advocate."),
  cookieDays: z.int().min(1).max(365).default(30),
});

export const expiry = z.strictObject({
  mode: z.enum(["none", "inactivity", "per_award"]).default("none"),
  months: z.int().min(1).max(120).default(12),
  warnDays: z.array(z.int().min(1).max(365)).max(2).default([30, 1]),
});

export const refunds = z.strictObject({
  policy: z.enum(["within_balance", "allow_negative", "pending_only"]).default("within_balance"),
  returnRedeemedPoints: z.boolean().default(true),
});

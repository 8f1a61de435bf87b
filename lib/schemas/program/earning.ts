import { z } from "zod";
import {
  currency,
  decimal,
  ids,
  key,
  keys,
  multiplier,
  name,
  points,
  positiveDecimal,
  statusIds,
  wallClock,
} from "@/lib/schemas/program/primitives";

/** `points` for every full or part `per` of the order's currency; the fraction is exact, rounding comes last. */
const rate = z.strictObject({ points, per: positiveDecimal });

const base = z.strictObject({
  tax: z.boolean().default(false),
  shipping: z.boolean().default(false),
  minusStoreCredit: z.boolean().default(false),
  minusGiftCertificates: z.boolean().default(false),
});

const exclude = z.strictObject({
  productIds: ids,
  categoryIds: ids,
  brandIds: ids,
  customerGroupIds: ids,
  channelIds: ids,
  sources: z.array(z.string().min(1)).default([]),
  migrated: z
    .boolean()
    .default(true)
    .describe("Leave out history that was migrated into BigCommerce (M-MIG)."),
});

export const orderEarning = z
  .strictObject({
    enabled: z.boolean().default(true),
    rate: rate.default({ points: 1, per: "1.00" }).describe("For every currency without an entry in rates."),
    rates: z.record(currency, rate.extend({ minimum: decimal.optional() })).default({}),
    base: base.prefault({}),
    minimum: decimal.default("0.00").describe("Smallest base that earns, in the order's currency."),
    awardStatuses: statusIds.min(1, "must name at least one status").default([10]),
    cancelStatuses: statusIds.default([4, 5, 6]),
    holdDays: z.int().min(0).max(90).default(0),
    exclude: exclude.prefault({}),
  })
  .superRefine((orders, context) => {
    for (const [index, status] of orders.awardStatuses.entries()) {
      const path = ["awardStatuses", index];
      if (status === 0)
        context.addIssue({ code: "custom", path, message: "an incomplete order never earns" });
      if (orders.cancelStatuses.includes(status)) {
        context.addIssue({ code: "custom", path, message: `status ${status} cannot both award and cancel` });
      }
    }
  });

const limit = z.strictObject({
  count: z.int().min(1).max(1000),
  per: z.enum(["day", "week", "month", "year", "lifetime"]),
});

export const action = z.strictObject({
  key: key.describe("The token of a custom activity."),
  kind: z.enum([
    "sign_up",
    "birthday",
    "newsletter",
    "review",
    "social_follow",
    "social_share",
    "visit",
    "custom",
  ]),
  name: name.optional(),
  points,
  limit: limit.nullable().default(null),
  url: z.url().nullable().default(null),
});

const effect = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("multiplier"), multiplier }),
  z.strictObject({ kind: z.literal("bonus"), points }),
]);

export const campaign = z
  .strictObject({
    key,
    name,
    startsAt: wallClock,
    endsAt: wallClock,
    effect,
    productIds: ids,
    categoryIds: ids,
    tierKeys: keys,
    channelIds: ids,
    firstOrderOnly: z.boolean().default(false),
  })
  .refine((value) => value.startsAt < value.endsAt, { path: ["endsAt"], message: "must be after startsAt" });

export const earning = z.strictObject({
  orders: orderEarning.prefault({}),
  actions: z.array(action).max(100).default([]),
  campaigns: z.array(campaign).max(100).default([]),
  guests: z.strictObject({ claimDays: z.int().min(0).max(365).default(30) }).prefault({}),
});

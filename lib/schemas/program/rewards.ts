import { z } from "zod";
import {
  currency,
  decimal,
  ids,
  key,
  keys,
  name,
  points,
  positiveDecimal,
} from "@/lib/schemas/program/primitives";

const common = {
  key,
  name,
  /** Null: the store's default currency. */
  currency: currency.nullable().default(null),
  minimumSpend: decimal.default("0.00"),
  expiresAfterDays: z.int().min(1).max(3650).nullable().default(null),
  limits: z
    .strictObject({
      perCustomer: z.int().min(1).nullable().default(null),
      total: z.int().min(1).nullable().default(null),
    })
    .prefault({}),
  tierKeys: keys,
  channelIds: ids,
  codePrefix: z
    .string()
    .regex(/^[A-Z0-9]{0,12}$/, "must be at most 12 of A-Z and 0-9")
    .default(""),
  terms: z.string().max(2000).default(""),
  imageUrl: z.url().nullable().default(null),
};

const fixedPrice = { ...common, pointsPrice: points };

const variable = z
  .strictObject({
    step: points.describe("Points of one step of the slider."),
    stepValue: positiveDecimal.describe("Money of one step."),
    min: points,
    max: points,
  })
  .refine((value) => value.min <= value.max, { path: ["max"], message: "must not be below min" })
  .refine((value) => value.min % value.step === 0 && value.max % value.step === 0, {
    path: ["step"],
    message: "min and max must be whole numbers of steps",
  });

export const reward = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("fixed_amount"), ...fixedPrice, value: positiveDecimal }),
  z.strictObject({
    type: z.literal("percentage"),
    ...fixedPrice,
    value: positiveDecimal.refine((text) => Number(text) <= 100, "must be at most 100"),
  }),
  z.strictObject({ type: z.literal("free_shipping"), ...fixedPrice }),
  z.strictObject({
    type: z.literal("free_product"),
    ...fixedPrice,
    productId: z.int().min(1),
    variantId: z.int().min(1).nullable().default(null),
  }),
  z.strictObject({ type: z.literal("variable_amount"), ...common, variable }),
  z.strictObject({ type: z.literal("store_credit"), ...fixedPrice, value: positiveDecimal }),
]);

/** What a tier entry or a referral gives. */
export const grant = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("points"), points }),
  z.strictObject({ kind: z.literal("reward"), rewardKey: key }),
]);

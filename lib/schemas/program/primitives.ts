import { z } from "zod";
import { isWallClock } from "@/lib/loyalty/wall-clock";

/** A plain decimal in the stated currency: money never is a number in a document. */
export const decimal = z
  .string('must be a decimal in quotes, such as "1.00"')
  .regex(/^\d{1,12}(\.\d{1,6})?$/, 'must be a plain decimal such as "1.00"')
  .meta({ examples: ["1.00"] });

export const positiveDecimal = decimal.refine((text) => Number(text) > 0, "must be greater than 0");

/** How many times the base points: 1 to 100, at most two decimals. */
export const multiplier = z
  .string('must be a decimal in quotes, such as "1.5"')
  .regex(/^\d{1,3}(\.\d{1,2})?$/, 'must be a decimal such as "1.5"')
  .refine((text) => Number(text) >= 1 && Number(text) <= 100, "must be between 1 and 100");

export const points = z.int().min(1).max(10_000_000);
export const currency = z.string().regex(/^[A-Z]{3}$/, "must be a currency code such as EUR");
export const ids = z.array(z.int().min(0)).max(5000).default([]);
export const statusIds = z.array(z.int().min(0).max(14));

/** Stable name of a part of the program across versions: a reward keeps its id by it. */
export const key = z
  .string()
  .regex(
    /^[a-z0-9][a-z0-9_-]{0,63}$/,
    "must be 1 to 64 of a-z, 0-9, _ and -, beginning with a letter or digit",
  );
export const keys = z.array(key).default([]);
export const name = z.string().trim().min(1).max(120);

/** Wall-clock time in the store's zone. */
export const wallClock = z
  .string()
  .regex(
    /^\d{4}-\d{2}-\d{2}T\d{2}:[0-5]\d(:[0-5]\d)?$/,
    "must be a local time in the store's zone, such as 2026-11-27T00:00",
  )
  .refine(isWallClock, "is not a time that exists");

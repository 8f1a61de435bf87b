import { z } from "zod";
import { idSchema, instantSchema } from "@/lib/schemas/admin/page";

/** Points of one day in the store's zone; `reversed` is positive. */
export const pointsDaySchema = z.object({
  day: z.iso.date(),
  issued: z.number().int(),
  reversed: z.number().int(),
  ordersAwarded: z.number().int(),
});

export const importSchema = z.object({
  id: idSchema,
  status: z.enum(["running", "done", "failed"]),
  done: z.number().int(),
  /** Null while BigCommerce has not told how many there are. */
  total: z.number().int().nullable(),
  error: z.string().nullable(),
  startedAt: instantSchema,
  updatedAt: instantSchema,
  finishedAt: instantSchema.nullable(),
});

/** Two windows of thirty days: the last, and the one before it. */
const comparedSchema = z.object({ now: z.number().int(), before: z.number().int() });

export const overviewResponse = z.object({
  pointsLabel: z.object({ one: z.string(), other: z.string() }),
  kpis: z.object({
    members: z.number().int(),
    customers: z.number().int(),
    pointsIssued: comparedSchema,
    pointsOutstanding: z.number().int(),
    ordersAwarded: comparedSchema,
  }),
  /** The last thirty days, oldest first, without gaps. */
  days: z.array(pointsDaySchema),
  checklist: z.object({
    installedAt: instantSchema,
    provisionedAt: instantSchema.nullable(),
    provisionError: z.string().nullable(),
    customerImport: importSchema.nullable(),
    ruleReviewedAt: instantSchema.nullable(),
    firstAwardAt: instantSchema.nullable(),
  }),
  sync: z.object({
    lastSweepAt: instantSchema.nullable(),
    /** Orders compared today, and how many of them differed from what they should hold. */
    sweptToday: z.number().int(),
    driftedToday: z.number().int(),
    inboxPending: z.number().int(),
    inboxFailed: z.number().int(),
  }),
});

export type Overview = z.output<typeof overviewResponse>;
export type PointsDay = z.output<typeof pointsDaySchema>;
export type ImportProgress = z.output<typeof importSchema>;

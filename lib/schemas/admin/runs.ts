import { z } from "zod";
import { instantSchema, pageOf, pageQuery } from "@/lib/schemas/admin/page";

export const runStateSchema = z.enum(["queued", "running", "waiting", "done", "failed", "cancelled"]);

export const listRunsQuery = pageQuery.extend({ state: runStateSchema.optional() });

/** One run of a background function for this store. */
export const runRowSchema = z.object({
  id: z.string(),
  functionId: z.string(),
  state: runStateSchema,
  attempts: z.number().int(),
  startedAt: instantSchema,
  endedAt: instantSchema.nullable(),
  error: z.string().nullable(),
});

export const runsPage = pageOf(runRowSchema);
export const runParams = z.object({ id: z.string().min(1).max(64) });

export type RunState = z.output<typeof runStateSchema>;
export type ListRunsQuery = z.output<typeof listRunsQuery>;
export type RunRow = z.output<typeof runRowSchema>;

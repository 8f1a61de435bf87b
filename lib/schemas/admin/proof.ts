import { z } from "zod";
import { instantSchema } from "@/lib/schemas/admin/page";

const finishedProof = z.object({
  /** `failed`: the check itself could not be made, which says nothing of the ledger. */
  status: z.enum(["done", "failed"]),
  triggeredBy: z.enum(["person", "schedule"]),
  transactions: z.number().int(),
  differenceCount: z.number().int(),
  /** One a check that failed: how many rows differ (counted to 1,000), and the first of them. */
  findings: z.array(
    z.object({
      check: z.string(),
      count: z.number().int(),
      rows: z.array(z.record(z.string(), z.unknown())),
    }),
  ),
  error: z.string().nullable(),
  startedAt: instantSchema,
  finishedAt: instantSchema,
});

export const proofResponse = z.object({
  last: finishedProof.nullable(),
  open: z
    .object({
      status: z.enum(["queued", "running"]),
      checksDone: z.number().int(),
      checks: z.number().int(),
      requestedAt: instantSchema,
    })
    .nullable(),
});

export type ProofResponse = z.output<typeof proofResponse>;
export type FinishedProof = z.output<typeof finishedProof>;

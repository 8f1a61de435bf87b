import { z } from "zod";
import type { Explanation } from "@/lib/loyalty/explain/explanation";
import { idSchema, instantSchema, pageOf, pageQuery } from "@/lib/schemas/admin/page";

export const transactionTypeSchema = z.enum([
  "order_award",
  "order_reversal",
  "hold_release",
  "adjustment",
  "action_award",
  "redemption_hold",
  "redemption_capture",
  "redemption_use",
  "redemption_release",
  "redemption_return",
  "redemption_retake",
  "expiry",
  "import",
  "merge",
]);

export const listTransactionsQuery = pageQuery.extend({
  customerId: z.coerce.number().int().positive().optional(),
});

/** One change of a customer's points; the explanation comes with the detail. */
export const transactionRowSchema = z.object({
  id: idSchema,
  type: transactionTypeSchema,
  pointsChange: z.number().int(),
  customer: z.object({ id: idSchema, name: z.string(), email: z.string() }),
  /** In one customer's history: it is `customer`'s, who was merged into them. */
  isMerged: z.boolean(),
  order: z.object({ id: idSchema, bcOrderId: idSchema }).nullable(),
  programVersion: z.number().int().nullable(),
  /** Plain words, as a member of staff reads them. */
  summary: z.string(),
  createdAt: instantSchema,
});

export const transactionsPage = pageOf(transactionRowSchema);

/** Written by the evaluator and kept as it was: its shape is `Explanation` of the version it names. */
export const explanationSchema = z.custom<Explanation>(
  (value) => typeof value === "object" && value !== null,
);

export const transactionResponse = transactionRowSchema.extend({
  occurredAt: instantSchema,
  internalNote: z.string().nullable(),
  /** One leg an account; they sum to zero. */
  entries: z.array(z.object({ account: z.string(), amount: z.number().int() })),
  explanation: explanationSchema.nullable(),
});

export type TransactionType = z.output<typeof transactionTypeSchema>;
export type ListTransactionsQuery = z.output<typeof listTransactionsQuery>;
export type TransactionRow = z.output<typeof transactionRowSchema>;
export type TransactionDetail = z.output<typeof transactionResponse>;

import { z } from "zod";
import { languageTag } from "@/lib/schemas/storefront/language-tag";

export const listPointsTransactionsQuery = z.object({
  limit: z.coerce.number().int().min(1).max(250).default(50),
  cursor: z.string().max(64).optional(),
  lang: languageTag.optional(),
});

/**
 * The API's `points_transaction` for its owner: `description` is one plain sentence, `explanation` says why in full.
 * `order_id` is BigCommerce's order number; `internal_note` is never shown to shoppers.
 */
export const shopperPointsTransaction = z.object({
  id: z.int(),
  customer_id: z.int(),
  points_change: z.int(),
  description: z.string(),
  internal_note: z.null(),
  type: z.string(),
  status: z.enum(["pending", "completed"]),
  order_id: z.int().nullable(),
  program_version: z.int().nullable(),
  explanation: z.array(z.string()),
  created_at: z.iso.datetime(),
  updated_at: z.iso.datetime(),
});

export const pointsTransactionsAnswer = z.object({
  points_transactions: z.array(shopperPointsTransaction),
  metadata: z.object({ next_cursor: z.string().nullable(), previous_cursor: z.string().nullable() }),
});

export type ShopperPointsTransaction = z.infer<typeof shopperPointsTransaction>;
export type PointsTransactionsAnswer = z.infer<typeof pointsTransactionsAnswer>;

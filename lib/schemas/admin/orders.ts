import { z } from "zod";
import { idSchema, instantSchema, pageOf, pageQuery } from "@/lib/schemas/admin/page";
import { explanationSchema, transactionRowSchema } from "@/lib/schemas/admin/transactions";

export const listOrdersQuery = pageQuery.extend({
  customerId: z.coerce.number().int().positive().optional(),
});

/** An order and what it holds in points now. Money in minor units of `currency`. */
export const orderRowSchema = z.object({
  id: idSchema,
  bcOrderId: idSchema,
  placedAt: instantSchema,
  statusId: z.number().int(),
  currency: z.string(),
  decimalPlaces: z.number().int(),
  totalMinor: z.number().int(),
  awarded: z.boolean(),
  pointsAvailable: z.number().int(),
  pointsPending: z.number().int(),
  pointsAwarded: z.number().int(),
  /** What the refund policy could not take back, positive. */
  pointsShortfall: z.number().int(),
  pendingUntil: instantSchema.nullable(),
  programVersion: z.number().int().nullable(),
  summary: z.string(),
  /** Null for a guest, and for a customer we do not know yet. */
  customer: z.object({ id: idSchema, name: z.string() }).nullable(),
  guestEmail: z.string().nullable(),
});

export const ordersPage = pageOf(orderRowSchema);

export const orderResponse = orderRowSchema.extend({
  syncedAt: instantSchema,
  lines: z.array(
    z.object({
      lineId: idSchema,
      productId: z.number().int(),
      quantity: z.number().int(),
      paidIncTaxMinor: z.number().int(),
    }),
  ),
  explanation: explanationSchema.nullable(),
  transactions: z.array(transactionRowSchema),
});

export type ListOrdersQuery = z.output<typeof listOrdersQuery>;
export type OrderRow = z.output<typeof orderRowSchema>;
export type OrderDetail = z.output<typeof orderResponse>;

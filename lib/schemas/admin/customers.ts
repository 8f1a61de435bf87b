import { z } from "zod";
import { idSchema, instantSchema, pageOf, pageQuery } from "@/lib/schemas/admin/page";

export const customerStateSchema = z.enum(["candidate", "member", "disabled"]);

export const listCustomersQuery = pageQuery.extend({
  /** Part of a name or e-mail address, or a whole id (ours or BigCommerce's). */
  q: z.string().trim().max(100).optional(),
  state: customerStateSchema.optional(),
});

export const customerRowSchema = z.object({
  id: idSchema,
  bcCustomerId: idSchema.nullable(),
  name: z.string(),
  email: z.string(),
  state: customerStateSchema,
  pointsAvailable: z.number().int(),
  pointsPending: z.number().int(),
  /** Points owed, positive. */
  pointsDebt: z.number().int(),
  lastActivityAt: instantSchema.nullable(),
  createdAt: instantSchema,
});

export const customersPage = pageOf(customerRowSchema);

export const customerResponse = customerRowSchema.extend({
  memberSince: instantSchema.nullable(),
  bcCreatedAt: instantSchema.nullable(),
  deletedAt: instantSchema.nullable(),
  earnedTotal: z.number().int(),
  spentTotal: z.number().int(),
  pointsHeld: z.number().int(),
  /** Where the customer's page is in the control panel. */
  controlPanelUrl: z.string().nullable(),
});

export type CustomerState = z.output<typeof customerStateSchema>;
export type ListCustomersQuery = z.output<typeof listCustomersQuery>;
export type CustomerRow = z.output<typeof customerRowSchema>;
export type CustomerProfile = z.output<typeof customerResponse>;

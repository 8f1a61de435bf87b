import { z } from "zod";
import { idParam, idSchema, instantSchema, pageOf, pageQuery } from "@/lib/schemas/admin/page";

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

const mergedPersonSchema = z.object({ id: idSchema, name: z.string(), mergedAt: instantSchema });

export const mergeCustomerBody = z.strictObject({
  /** Who stays. */
  intoId: idSchema,
});

export const mergePreviewQuery = z.object({ otherId: idParam });

const mergeSideSchema = customerRowSchema.extend({
  pointsHeld: z.number().int(),
  orders: z.number().int(),
  /** Rewards bought, whatever became of them. */
  rewards: z.number().int(),
  /** Why the other cannot be merged into this one; null when they can. */
  whyNotStay: z.string().nullable(),
});

/** Two customers side by side, and what whoever stays will have. */
export const mergePreviewResponse = z.object({
  sides: z.tuple([mergeSideSchema, mergeSideSchema]),
  after: z.object({
    pointsAvailable: z.number().int(),
    pointsPending: z.number().int(),
    pointsHeld: z.number().int(),
    pointsDebt: z.number().int(),
  }),
});

export const mergeResponse = z.object({ merged: z.boolean(), customerId: idSchema });

export const customersPage = pageOf(customerRowSchema);

export const customerResponse = customerRowSchema.extend({
  memberSince: instantSchema.nullable(),
  bcCreatedAt: instantSchema.nullable(),
  deletedAt: instantSchema.nullable(),
  earnedTotal: z.number().int(),
  spentTotal: z.number().int(),
  pointsHeld: z.number().int(),
  /** Whom this customer was merged into: they have everything now. */
  mergedInto: mergedPersonSchema.nullable(),
  /** Who was merged into this customer, the latest first. */
  mergedFrom: z.array(mergedPersonSchema),
  /** Where the customer's page is in the control panel. */
  controlPanelUrl: z.string().nullable(),
});

export type CustomerState = z.output<typeof customerStateSchema>;
export type ListCustomersQuery = z.output<typeof listCustomersQuery>;
export type CustomerRow = z.output<typeof customerRowSchema>;
export type CustomerProfile = z.output<typeof customerResponse>;
export type MergeSide = z.output<typeof mergeSideSchema>;
export type MergePreview = z.output<typeof mergePreviewResponse>;
export type MergeResult = z.output<typeof mergeResponse>;

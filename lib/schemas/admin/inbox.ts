import { z } from "zod";
import { idSchema, instantSchema, pageOf, pageQuery } from "@/lib/schemas/admin/page";

export const inboxStatusSchema = z.enum(["pending", "done", "failed", "ignored"]);

export const listInboxQuery = pageQuery.extend({ status: inboxStatusSchema.optional() });

/** A webhook as it came in; the row is the truth, what it says was fetched afresh. */
export const inboxRowSchema = z.object({
  id: idSchema,
  scope: z.string(),
  resourceId: z.number().int().nullable(),
  status: inboxStatusSchema,
  attempts: z.number().int(),
  lastError: z.string().nullable(),
  receivedAt: instantSchema,
  handledAt: instantSchema.nullable(),
});

export const inboxPage = pageOf(inboxRowSchema);

export type InboxStatus = z.output<typeof inboxStatusSchema>;
export type ListInboxQuery = z.output<typeof listInboxQuery>;
export type InboxRow = z.output<typeof inboxRowSchema>;
